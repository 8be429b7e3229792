import pytest

from shop.accounts.phones import BadPhone, dialled, spoken, to_e164


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("091 234 5678", "+84912345678"),
        ("0912345678", "+84912345678"),
        ("0912.345.678", "+84912345678"),
        ("(091) 234-5678", "+84912345678"),
        ("  091\u00a0234\u00a05678 ", "+84912345678"),
        ("+84 91 234 5678", "+84912345678"),
        ("+84 (0)91 234 5678", "+84912345678"),
        ("84912345678", "+84912345678"),
        ("0084 912345678", "+84912345678"),
        ("０９１２３４５６７８", "+84912345678"),
        ("0325551234", "+84325551234"),
        ("0565551234", "+84565551234"),
        ("0765551234", "+84765551234"),
        ("0845551234", "+84845551234"),
        ("0203 382 5001", "+842033825001"),
        ("024 3825 1234", "+842438251234"),
        ("+84 28 3829 1234", "+842838291234"),
        ("842438251234", "+842438251234"),
    ],
)
def test_every_way_of_writing_gives_one_stored_form(typed, stored):
    assert to_e164(text=typed) == stored


@pytest.mark.parametrize(
    ("typed", "digits", "needed", "reason"),
    [
        ("", 0, 10, "empty"),
        (" - ", 0, 10, "empty"),
        ("091 234 567", 9, 10, "length"),
        ("912345678", 9, 10, "length"),
        ("091 234 56789", 11, 10, "length"),
        ("+84 91 234 567", 9, 10, "length"),
        ("0203 825 001", 10, 11, "length"),
        ("0168 123 4567", 11, 10, "length"),
        ("0112345678", 10, 10, "prefix"),
        ("0612345678", 10, 10, "prefix"),
        ("1900 1234 56", 10, 10, "prefix"),
        ("+1 555 555 5555", 11, 10, "foreign"),
        ("0086 138 0000 0000", 13, 10, "foreign"),
        ("091 234 567x", 9, 10, "letters"),
        ("an@example.vn", 0, 10, "letters"),
    ],
)
def test_what_is_no_vietnamese_number_is_refused_with_facts(typed, digits, needed, reason):
    with pytest.raises(BadPhone) as refusal:
        to_e164(text=typed)

    assert refusal.value.facts == {"digits": digits, "needed": needed, "reason": reason}
    assert refusal.value.code == "bad_phone"


@pytest.mark.parametrize(
    ("stored", "said"),
    [
        ("+84912345678", "091 234 5678"),
        ("+842033825001", "0203 382 5001"),
        ("+15555555555", "+15555555555"),
    ],
)
def test_a_stored_number_is_said_as_people_say_it(stored, said):
    assert spoken(phone=stored) == said


@pytest.mark.parametrize(
    ("written", "link"),
    [("091 234.5678", "0912345678"), (" +84 (91) 234-5678", "+84912345678"), ("0203 3825 001", "02033825001")],
)
def test_a_telephone_is_dialled_as_it_was_written(written, link):
    assert dialled(phone=written) == link
