"""One shop whose buyers, producers, support, clock and register act as they like, and what always holds in it."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from functools import partial
from itertools import pairwise

from django.db import transaction
from django.db.models import Sum
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)
from oscar.core.loading import get_model

from catalogue_ext.certification.operations import restate
from shop.channels.queries import WhyNot
from shop.forks.basket.models import NotForSale
from shop.forks.order.placement import Buyer, place
from shop.fulfilment import operations as verbs
from shop.fulfilment.models import Outcome, ProducerOrder, Refund, ReturnRequest
from shop.fulfilment.placing import NotCertified
from shop.fulfilment.states import ENDED, FELL_AWAY, STEPS, Actor, State, derive_order_state
from shop.primitives.refusal import Refusal
from shop.stock.models import ReservationState
from shop.stock.operations import adjust, receive, set_price
from tests.factories.situations import basket_with, certify, on_sale, revoke

PRICES = (120_000, 45_500, 99_999)
RETURN_DAYS = 7
LEFT = {State.HANDED_OVER, State.DELIVERED, State.DISPUTED, State.CLOSED, State.RETURNED}


class Life(RuleBasedStateMachine):
    """One shop of three products of two producers; every rule is somebody's act, refused or done."""

    cast, buyer_place, begin = None, None, None
    # States that parts have been in, and what was refused: a walk that goes nowhere proves nothing.
    seen = Counter()

    def __init__(self):
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.now = self.begin
        makers = self.cast.producers
        self.products = [
            on_sale(self.cast, at=self.now, price_vnd=price, stock=6, producer=maker)
            for price, maker in zip(PRICES, (makers[0], makers[0], makers[1]), strict=True)
        ]
        # Without a certificate in force: revoked, or past the last day of the third product's first paper.
        self.revoked = set()
        self.lapses = self.begin + timedelta(days=9)
        third = self.products[2]
        get_model("certification", "Certificate").objects.filter(product=third).update(valid_to=self.lapses)
        restate(product_ids=[third.pk])

    def teardown(self):
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    # ------------------------------------------------------------ who acts

    def part(self, data):
        return data.draw(st.sampled_from(list(ProducerOrder.objects.order_by("pk"))))

    @property
    def has_parts(self):
        return ProducerOrder.objects.exists()

    def attempt(self, verb, **facts):
        """A refusal changes nothing; anything else that is raised is a fault."""
        before = self.picture()
        try:
            with transaction.atomic():
                return verb(at=self.now, **facts)
        except Refusal:
            assert self.picture() == before
            return None

    def picture(self):
        return (
            list(ProducerOrder.objects.order_by("pk").values_list("state", "reduced_vnd")),
            list(
                get_model("partner", "StockRecord").objects.order_by("pk").values_list("num_in_stock", "num_allocated")
            ),
        )

    @initialize(come=st.tuples(st.integers(0, 7), st.integers(0, 7)))
    def the_first_order(self, come):
        """Lives begin anywhere on the way: otherwise few parts would come far."""
        self.somebody_orders(quantities=(2, 1, 2), phone=0)
        for part, place_on_the_way in zip(ProducerOrder.objects.order_by("pk"), come, strict=True):
            self._bring(part, place_on_the_way)

    def _bring(self, part, stage):
        who = {"producer_order": part, "actor": Actor.SUPPORT, "by": self.cast.support, "at": self.now}
        well = (verbs.accept, verbs.pack, verbs.hand_over, verbs.deliver)
        for verb in well[: {5: 4, 6: 3, 7: 0}.get(stage, stage)]:
            verb(**who)
        if stage > 4:
            {5: verbs.dispute, 6: verbs.refuse_at_door, 7: verbs.refuse}[stage](**who, reason="vì thế")

    @rule(hours=st.sampled_from([1, 2, 5, 20, 47, 24 * 8]))
    def time_passes(self, hours):
        self.now += timedelta(hours=hours)

    @rule(quantities=st.tuples(*[st.integers(0, 3)] * 3), phone=st.integers(0, 2))
    def somebody_orders(self, quantities, phone):
        wanted = [(product, n) for product, n in zip(self.products, quantities, strict=True) if n]
        if not wanted:
            return
        try:
            with transaction.atomic():
                basket = basket_with(at=self.now)
                for product, quantity in wanted:
                    basket.add_product(product, quantity)
                self._place(basket, phone)
        except Refusal as met:
            refusal = met
            self.seen[refusal.code] += 1
        else:
            assert not {product.pk for product, _ in wanted} & self.uncertified
            return
        if isinstance(refusal, NotForSale | NotCertified) and refusal.facts["why_not"] == WhyNot.UNCERTIFIED:
            assert refusal.facts["product"] in self.uncertified
            self.seen["uncertified"] += 1

    @property
    def uncertified(self):
        lapsed = {self.products[2].pk} if self.lapses is not None and self.now >= self.lapses else set()
        return self.revoked | lapsed

    def _place(self, basket, phone):
        goods = sum(int(line.line_price_incl_tax) for line in basket.all_lines())
        sellers = {line.stockrecord.partner_id for line in basket.all_lines()}
        place(
            basket_id=basket.pk,
            buyer=Buyer(name="Hoa", phone=f"+8491234567{phone}", commune=self.buyer_place, street="Thôn 10"),
            by=None,
            language="vi",
            expected_total_vnd=goods + 30_000 * len(sellers),
            clock=lambda: self.now,
        )

    @precondition(lambda self: self.has_parts)
    @rule(
        data=st.data(),
        verb=st.sampled_from([verbs.accept, verbs.pack, verbs.hand_over, verbs.deliver, verbs.close]),
        actor=st.sampled_from(Actor),
    )
    def somebody_moves_on(self, data, verb, actor):
        self.attempt(verb, producer_order=self.part(data), actor=actor, by=None)

    @precondition(lambda self: self.has_parts)
    @rule(data=st.data(), times=st.integers(2, 7))
    def it_goes_on(self, data, times):
        """One part takes steps that the table allows, each by somebody who may."""
        part = self.part(data)
        for _ in range(times):
            part.refresh_from_db()
            onward = [step for step in STEPS if step.source is part.state_at(self.now)]
            if not onward:
                return
            # Most parcels go well: otherwise few would come far.
            well = [step for step in onward if step.target not in FELL_AWAY]
            step = data.draw(st.sampled_from([*well * 6, *onward]))
            actor = data.draw(st.sampled_from(sorted(step.actors)))
            self.attempt(self._verb(step), producer_order=part, actor=actor, by=self.cast.support)

    def _verb(self, step):
        plain = {
            State.ACCEPTED: verbs.accept,
            State.PACKED: verbs.pack,
            State.HANDED_OVER: verbs.hand_over,
            State.DELIVERED: verbs.deliver,
        }
        if step.target in plain:
            return plain[step.target]
        if (step.source, step.target) == (State.DISPUTED, State.CLOSED):
            return lambda **who: verbs.settle_dispute(**{k: v for k, v in who.items() if k != "actor"})
        if step.target is State.CLOSED:
            return verbs.close
        named = {State.REFUSED: verbs.refuse, State.CANCELLED: verbs.cancel, State.DISPUTED: verbs.dispute}
        if (step.source, step.target) == (State.HANDED_OVER, State.RETURNED):
            return partial(verbs.refuse_at_door, reason="không nhận")
        return partial(named.get(step.target, partial(verbs.move, target=step.target)), reason="vì thế")

    @precondition(lambda self: self.has_parts)
    @rule(
        data=st.data(),
        verb=st.sampled_from([verbs.refuse, verbs.cancel, verbs.refuse_at_door, verbs.dispute]),
        actor=st.sampled_from(Actor),
        luck=st.integers(0, 1),
    )
    def somebody_stops(self, data, verb, actor, luck):
        if luck:
            return
        self.attempt(verb, producer_order=self.part(data), actor=actor, by=None, reason="vì thế")

    @precondition(lambda self: self.has_parts)
    @rule(data=st.data(), actor=st.sampled_from(Actor))
    def somebody_calls_one_line_off(self, data, actor):
        part = self.part(data)
        line = data.draw(st.sampled_from(list(part.lines.order_by("pk"))))
        self.attempt(verbs.cancel_line, producer_order=part, line_id=line.pk, actor=actor, by=None, reason="hết hàng")

    @precondition(lambda self: self.has_parts)
    @rule(data=st.data(), actor=st.sampled_from([Actor.BUYER, Actor.SUPPORT]), luck=st.integers(0, 4))
    def somebody_calls_the_order_off(self, data, actor, luck):
        if luck:
            return
        self.attempt(verbs.cancel_order, order=self.part(data).order, actor=actor, by=None, reason="đổi ý")

    @precondition(lambda self: self.has_parts)
    @rule(data=st.data())
    def the_buyer_wants_to_give_back(self, data):
        part = self.part(data)
        lines = data.draw(st.sets(st.sampled_from(list(part.lines.values_list("pk", flat=True)))))
        self.attempt(
            verbs.ask_return,
            producer_order=part,
            line_ids=lines,
            reason="changed_mind",
            text="không hợp",
            pictures=[],
            by=None,
        )

    @precondition(lambda self: ReturnRequest.objects.exists())
    @rule(data=st.data(), is_accepted=st.booleans(), restock=st.booleans(), actor=st.sampled_from(Actor))
    def a_return_goes_on(self, data, is_accepted, restock, actor):
        request = data.draw(st.sampled_from(list(ReturnRequest.objects.order_by("pk"))))
        who = {"request": request, "actor": actor, "by": self.cast.support}
        if request.state == "asked":
            self.attempt(verbs.answer_return, is_accepted=is_accepted, answer="đã xem", **who)
        else:
            self.attempt(verbs.receive_return, restock=restock, **who)

    @precondition(lambda self: self.has_parts)
    @rule(data=st.data(), lost=st.booleans())
    def support_ends_a_dispute(self, data, lost):
        part = self.part(data)
        if lost:
            self.attempt(verbs.lose, producer_order=part, by=self.cast.support, reason="thất lạc")
        else:
            self.attempt(verbs.settle_dispute, producer_order=part, by=self.cast.support)

    @precondition(lambda self: self.has_parts)
    @rule(data=st.data(), amount=st.integers(1, 200_000))
    def support_owes_a_refund(self, data, amount):
        self.attempt(
            verbs.owe_refund, producer_order=self.part(data), amount_vnd=amount, by=self.cast.support, reason="dập"
        )

    @precondition(lambda self: Refund.objects.exists())
    @rule(data=st.data())
    def money_is_given_back(self, data):
        refund = data.draw(st.sampled_from(list(Refund.objects.order_by("pk"))))
        self.attempt(verbs.pay_refund, refund=refund, by=self.cast.support, how="chuyển khoản")

    @precondition(lambda self: self.has_parts)
    @rule()
    def the_worker_comes_by(self):
        verbs.settle_overdue(parts=ProducerOrder.objects.all(), at=self.now)
        assert not ProducerOrder.objects.overdue(at=self.now).exists()

    @rule(which=st.integers(0, 2))
    def a_certificate_is_revoked(self, which):
        product = self.products[which]
        if product.pk not in self.revoked:
            revoke(product, self.cast, at=self.now)
            self.revoked.add(product.pk)

    @rule(which=st.integers(0, 2))
    def a_product_is_certified_again(self, which):
        product = self.products[which]
        if product.pk in self.uncertified:
            # A revocation ends what is in force at its instant: the new paper is of a later one.
            self.now += timedelta(minutes=1)
            certify(product, self.cast, valid_from=self.now, valid_to=self.now + timedelta(days=900))
            self.revoked.discard(product.pk)
            self.lapses = None if which == 2 else self.lapses

    @rule(which=st.integers(0, 2), quantity=st.integers(1, 4), counted=st.integers(0, 9), is_count=st.booleans())
    def stock_changes(self, which, quantity, counted, is_count):
        row = self.products[which].stockrecords.get()
        if is_count:
            self.attempt(adjust, stock_record=row, counted=counted, by=None, reason="kiểm kê")
        else:
            receive(stock_record=row, quantity=quantity, by=None, at=self.now)

    @rule(which=st.integers(0, 2), price=st.sampled_from([None, 10_001, 120_000]))
    def a_price_changes(self, which, price):
        set_price(stock_record=self.products[which].stockrecords.get(), price_vnd=price, by=None, at=self.now)

    # ------------------------------------------------------------ what always holds

    @invariant()
    def stock_agrees_with_movements_and_promises(self):
        for row in get_model("partner", "StockRecord").objects.all():
            promised = row.reservations.filter(state=ReservationState.OPEN).aggregate(n=Sum("quantity"))["n"] or 0
            moved = row.movements.aggregate(n=Sum("quantity"))["n"] or 0
            assert (row.num_in_stock, row.num_allocated) == (moved, promised)
            assert 0 <= promised <= moved

    @invariant()
    def parts_equal_the_whole(self):
        for order in get_model("order", "Order").objects.all():
            parts = list(order.producer_orders.all())
            assert sum(part.total_vnd for part in parts) == order.total_incl_tax
            assert sum(payment.amount_vnd for payment in order.payments.all()) == order.total_incl_tax
            assert order.status == derive_order_state(State(part.state) for part in parts)

    @invariant()
    def money_agrees_with_goods(self):
        for part in ProducerOrder.objects.all():
            fell = part.outcomes.aggregate(n=Sum("amount_vnd"))["n"] or 0
            assert fell <= part.reduced_vnd <= part.total_vnd
            refunds = part.refunds.aggregate(n=Sum("amount_vnd"))["n"] or 0
            collection = getattr(part, "collection", None)
            if collection:
                assert collection.amount_vnd - refunds == part.payable_vnd
            else:
                assert refunds == 0
            if State(part.state) in {State.CLOSED, State.DELIVERED} and part.payable_vnd:
                assert collection
            if State(part.state) in FELL_AWAY:
                assert part.payable_vnd == 0
            is_open = part.return_requests.filter(state__in=["asked", "accepted"]).exists()
            assert is_open == part.has_open_return
            assert not (is_open and State(part.state) in ENDED)

    @invariant()
    def every_line_is_where_its_part_says(self):
        for line in get_model("order", "Line").objects.select_related("producer_order", "reservation", "outcome"):
            state, held = State(line.producer_order.state), line.reservation.state
            outcome = getattr(line, "outcome", None)
            if outcome is None:
                assert state not in FELL_AWAY
                assert held == (ReservationState.CONSUMED if state in LEFT else ReservationState.OPEN)
            elif outcome.kind == Outcome.RETURNED:
                assert held == ReservationState.CONSUMED
            else:
                assert held != ReservationState.OPEN
            assert line.certified_at < line.certificate_valid_to
            assert line.certificate.valid_from <= line.certified_at

    @invariant()
    def the_clock_needs_no_job(self):
        for state in State:
            by_rows = {part.pk for part in ProducerOrder.objects.all() if part.state_at(self.now) is state}
            asked = ProducerOrder.objects.in_states(state, at=self.now)
            assert set(asked.values_list("pk", flat=True)) == by_rows

    @invariant()
    def every_move_is_written_down(self):
        for part in ProducerOrder.objects.prefetch_related("changes"):
            steps = [(change.source, change.target) for change in part.changes.order_by("pk")]
            assert steps[0] == ("", "new")
            assert steps[-1][1] == part.state
            self.seen[State(part.state)] += 1
            assert all(one[1] == other[0] for one, other in pairwise(steps))
