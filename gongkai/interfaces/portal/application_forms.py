"""What a member writes to apply for disclosure: the application, what was missing, a file (第九条（三）, F6)."""

from django import forms

from gongkai.interfaces.portal.opinion_forms import choices, long_text
from gongkai.interfaces.ui.forms import PlainForm
from gongkai.rules.applications import FIELDS, MOST, Form
from gongkai.rules.categories import CATEGORIES


class ApplicationForm(PlainForm):
    """`organizations`: to whom the member may apply, the nearest first; how long each text may be comes from the law."""

    org_id = forms.ChoiceField(label="向谁申请", widget=forms.RadioSelect)
    matter = forms.CharField(
        label=FIELDS["matter"], max_length=MOST["matter"], help_text="一句话，比如：2025年村集体鱼塘的承包合同"
    )
    description = forms.CharField(
        label=FIELDS["description"], max_length=MOST["description"], widget=long_text(5),
        help_text="写得越具体，找得越快：哪一年、哪件事、要看全文还是只要一个数",
    )  # fmt: skip
    category = forms.ChoiceField(
        label="大概属于哪一类", choices=[(str(one.code), one.name) for one in CATEGORIES], initial="8",
        help_text="拿不准就选最后一类",
    )  # fmt: skip
    form = forms.ChoiceField(
        label="想怎样得到答复", choices=choices(Form), initial=Form.ELECTRONIC, widget=forms.RadioSelect
    )
    contact = forms.CharField(
        label=FIELDS["contact"],
        max_length=MOST["contact"],
        required=False,
        help_text="电话，方便核对。只有办理的人看得到",
    )
    period = forms.CharField(label=FIELDS["period"], max_length=MOST["period"], required=False)
    document = forms.CharField(label=FIELDS["document"], max_length=MOST["document"], required=False)
    purpose = forms.CharField(
        label=FIELDS["purpose"], max_length=MOST["purpose"], required=False, widget=long_text(2),
        help_text="不写也照样办理",
    )  # fmt: skip

    def __init__(self, *args, organizations=(), **kwargs):
        super().__init__(*args, **kwargs)
        own = [(str(org.pk), org.name) for org in organizations]
        self.fields["org_id"].choices = own
        if own:
            self.fields["org_id"].initial = own[0][0]


class CorrectionForm(PlainForm):
    remark = forms.CharField(
        label="补正的内容", max_length=MOST["remark"], widget=long_text(4), help_text="照通知里问的写，只通知这一次"
    )


class FileForm(PlainForm):
    file = forms.FileField(label="附件", help_text="pdf、docx、xlsx、txt、csv、jpg、png；照片最多10 MB，其他最多20 MB")
    caption = forms.CharField(label="这是什么", max_length=120, required=False)
