"""What every door to a telephone keeps to. A new one is added to DOORS and must pass as it stands."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from shop.notices.doors.base import Door, ShortMessage, check_doors, door_for
from shop.notices.models import Way

DOORS = ["shop.notices.doors.log.LogSms", "shop.notices.doors.log.LogZalo"]
MESSAGE = ShortMessage(
    key="part_ready:7KQ2M9XHVD-1",
    to="+84912345678",
    event="part_ready",
    language="vi",
    text="Xa Nha: kien 7KQ2M9XHVD-1 cho ban, ma lay hang 482915",
    secrets=("482915",),
)
each_door = pytest.mark.parametrize("path", DOORS)


@pytest.fixture
def written(caplog):
    """What the whole house wrote into its log."""
    caplog.set_level("DEBUG")
    return caplog


@each_door
def test_it_is_made_without_arguments_and_hands_over(path):
    door: Door = import_string(path)()

    assert door.send(message=MESSAGE) is None


@each_door
@pytest.mark.parametrize("is_demo", [False, True])
def test_no_log_keeps_a_whole_number(path, is_demo, settings, written):
    settings.DEMO = is_demo

    import_string(path)().send(message=MESSAGE)

    assert "912345" not in written.text
    assert "…678" in written.text


@each_door
def test_no_log_keeps_what_opens_something(path, settings, written):
    settings.DEMO = False

    import_string(path)().send(message=MESSAGE)

    assert "482915" not in written.text
    assert "482915" not in repr(MESSAGE).split("text=")[0] + repr(MESSAGE).split("text=")[1].split("'")[2]


@each_door
def test_the_same_message_twice_is_no_error(path):
    door = import_string(path)()

    door.send(message=MESSAGE)
    door.send(message=MESSAGE)


def test_settings_choose_the_door(settings):
    settings.ZALO_BACKEND = ""
    assert type(door_for(way=Way.SMS)).__name__ == "LogSms"
    assert door_for(way=Way.ZALO) is None

    settings.ZALO_BACKEND = "shop.notices.doors.log.LogZalo"
    assert type(door_for(way=Way.ZALO)).__name__ == "LogZalo"


def test_a_door_that_cannot_be_loaded_stops_the_start(settings):
    settings.SMS_BACKEND = "shop.notices.doors.log.Smoke"

    with pytest.raises(ImproperlyConfigured, match=r"SMS_BACKEND: “shop.notices.doors.log.Smoke” cannot be loaded"):
        check_doors()
