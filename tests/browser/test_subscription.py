"""Subscribing as people do it, in a browser that sends its origin: asked by letter, agreed, ended (R22)."""

from datetime import timedelta

from django.utils import timezone

from gongkai.interfaces.jobs import mail
from gongkai.participation.models import Subscription
from tests.covers import covers
from tests.factories.world import build_world, moment_of
from tests.interfaces.test_mail import office  # noqa: F401 - a fixture
from tests.interfaces.test_subscriptions import link


@covers("R22")
def test_a_resident_subscribes_and_leaves_again(phone, live_site, db, office, axe, settings, tmp_path):  # noqa: F811
    settings.GONGKAI_IDENTITY_KEY = str(tmp_path / "identity.key")
    today = timezone.localdate()
    world = build_world(moment_of(today), today)
    phone.goto(f"{live_site}/org/{world.village.code}/")
    phone.get_by_role("link", name="用邮箱订阅").click()
    axe(phone)
    phone.get_by_label("邮箱").fill("resident@example.org")
    phone.get_by_role("button", name="把确认信发给我").click()
    assert "看一下邮箱" in phone.locator("main").inner_text()
    assert mail.post(timezone.now() + timedelta(seconds=1)) == 1
    phone.goto(live_site + link(office.mails[-1][1]))
    axe(phone)
    phone.get_by_role("button", name="同意订阅").click()
    assert "订好了" in phone.locator("main").inner_text() and Subscription.objects.get().agreed_at
    phone.get_by_role("button", name="退订").click()
    assert "退订了" in phone.locator("main").inner_text() and not Subscription.objects.exists()
