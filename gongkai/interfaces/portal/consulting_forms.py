"""What members and people write: a sign-up, a question, a report upward."""

from django import forms

from gongkai.interfaces.ui.forms import PlainForm


def long_text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "class": "field"})


class SignupForm(PlainForm):
    wants = forms.CharField(label="想说什么", max_length=200, required=False, help_text="一句话，方便安排发言")


class EnquiryForm(PlainForm):
    question = forms.CharField(label="要问什么", max_length=1000, widget=long_text(4))
    agreed = forms.BooleanField(
        label="答复以后，问题和答复可以给别人看",
        required=False,
        help_text="不带您的姓名。请不要写自己和别人的姓名、电话",
    )


class SituationForm(PlainForm):
    to_id = forms.ChoiceField(label="反映给谁", help_text="自己所在的党组织，或者它的上级")
    title = forms.CharField(label="标题", max_length=120)
    text = forms.CharField(
        label="情况", max_length=3000, widget=long_text(8), help_text="什么事、什么时候、在哪里、希望怎样"
    )
    name_withheld = forms.BooleanField(
        label="转给别的组织时不带我的姓名", required=False, help_text="只有您选的这个组织和它的上级知道是您反映的"
    )

    def __init__(self, *args, addressees=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to_id"].choices = [(str(org.pk), org.name) for org in addressees]
