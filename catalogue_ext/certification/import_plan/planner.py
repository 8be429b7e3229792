"""Plans one row after the other, remembering what earlier rows of the file will open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from oscar.core.loading import get_model

from catalogue_ext.certification.annex import Annex, AnnexRow, SideFiles
from catalogue_ext.certification.annex_table import AnnexError
from catalogue_ext.certification.classification import TOURISM
from catalogue_ext.certification.import_places import Origin, OriginReader
from catalogue_ext.certification.import_plan.planned import (
    ERROR,
    NEW,
    UNCHANGED,
    UPDATED,
    PlannedDecision,
    PlannedProducer,
    PlannedProduct,
    PlannedRow,
    WrongRow,
)
from catalogue_ext.certification.import_plan.register import differences, known_certificates, known_decisions, shown
from catalogue_ext.certification.models import Certificate, CertificateKind, Decision, DecisionKind, Standing
from catalogue_ext.certification.printed import Printed, check_authority, period_of
from catalogue_ext.producers.models import Producer
from catalogue_ext.producers.rules import UnknownKind, kind_from_name, near_fold
from shop.primitives.refusal import Refusal
from shop.primitives.vi_text import fold


def near(name: str) -> str:
    """This will return the key under which near matches meet: no case, marks, signs, spaces, words of legal form."""
    return near_fold(name).replace(" ", "")


class Planner:
    def __init__(self, annex: Annex, side: SideFiles, at: datetime) -> None:
        self.side, self.at = side, at
        self.origins = OriginReader()
        self.decisions: dict[Any, PlannedDecision] = {}
        self.producers: dict[int, PlannedProducer] = {}  # by row
        self.products: dict[int, PlannedProduct] = {}  # by row
        self.register = Producer.objects.select_related("commune__province").order_by("pk")
        self.by_name: dict[str, list[PlannedProducer]] = defaultdict(list)
        self.by_near: dict[str, list[PlannedProducer]] = defaultdict(list)
        for producer in self.register:
            self._remember(PlannedProducer(producer.name, 0, producer))
        self.known_decisions = known_decisions(rows=annex.rows)
        self.certificates = known_certificates(decisions=self.known_decisions.values())
        self.titles: dict[int, list[PlannedProduct]] = {}  # by id() of a planned producer
        self.standing = set(
            Standing.objects.at(at)
            .filter(product__in=[c.product_id for c in self.certificates.values()])
            .values_list("product_id", flat=True)
        )

    def _remember(self, producer: PlannedProducer) -> None:
        self.by_name[producer.name].append(producer)
        self.by_near[near(producer.name)].append(producer)

    # ------------------------------------------------------------ one row

    def plan(self, row: AnnexRow) -> PlannedRow:
        planned = PlannedRow(row.row, row.product, row.subject, ERROR)
        try:
            planned.decision = self._decision(row)
            entered = self._entered_before(row, planned.decision)
            origin = self._origin(row)
            if entered is not None:
                planned.product = self._product_of(entered, row)
            else:
                planned.product = self._product(row, self._producer(row, origin), origin)
                entered = self._certificate_of(planned.decision, planned.product)
            planned.certificate = entered
            planned.printed = self._printed(row, origin, entered)
            self._check_law(row, planned.printed)
            self._settle(row, planned)
        except WrongRow as wrong:
            planned.errors.append(AnnexError(row.row, wrong.column, wrong.value, wrong.code, wrong.facts))
            planned.result = ERROR
        return planned

    def _settle(self, row: AnnexRow, planned: PlannedRow) -> None:
        entered, printed = planned.certificate, planned.printed
        assert printed is not None
        if entered is None:
            planned.result = NEW
            return
        changed = differences(entered=entered, printed=printed, row=row)
        if changed and (entered.verified_at is not None or entered.corrects_id is not None):
            raise WrongRow(
                changed[0], shown(row=row, column=changed[0]), "changed_after_verification", columns=", ".join(changed)
            )
        planned.result = UPDATED if changed else UNCHANGED
        planned.is_sellable = entered.verified_at is not None and entered.product_id in self.standing

    def _origin(self, row: AnnexRow) -> Origin:
        origin = self.origins.origin_of(row)
        if isinstance(origin, AnnexError):
            raise WrongRow(origin.column, origin.value, origin.code, **origin.facts)
        return origin

    def _printed(self, row: AnnexRow, origin: Origin, entered: Certificate | None) -> Printed:
        """Optional columns that are empty change nothing of what was entered."""
        return Printed(
            product_name=row.product,
            producer_name=row.subject,
            stars=row.stars,
            commune=origin.commune,
            address=row.address,
            printed_commune=origin.printed,
            valid_from=row.valid_from,
            last_day=row.last_day,
            criteria_set=row.criteria_set or (entered.criteria_set if entered else None),
            official_code=row.official_code or (entered.official_code if entered else ""),
            kind=row.kind or (entered.kind if entered else CertificateKind.FIRST),
            score=row.score if row.score is not None else (entered.score if entered else None),
            source_row=row.row,
        )

    def _check_law(self, row: AnnexRow, printed: Printed) -> None:
        try:
            check_authority(
                decision=Decision(
                    level=row.level, evidence_level=row.evidence_level, decided_on=row.decided_on, number=row.number
                ),
                stars=row.stars,
            )
        except Refusal as refusal:
            raise WrongRow("issuing_level", row.level, refusal.code, **refusal.facts) from refusal
        try:
            period_of(printed=printed, decided_on=row.decided_on)
        except Refusal as refusal:
            raise WrongRow("valid_to", "", refusal.code, **refusal.facts) from refusal

    # ------------------------------------------------------------ decision

    def _decision(self, row: AnnexRow) -> PlannedDecision:
        if row.decision_key not in self.decisions:
            self.decisions[row.decision_key] = self._new_decision(row)
        planned = self.decisions[row.decision_key]
        for column in ("source_url", "sha256"):
            value = getattr(row, column)
            if value and value != getattr(planned, column):
                if getattr(planned, column):
                    raise WrongRow(
                        column, value, "differs_from_row", other_row=planned.row.row, other=getattr(planned, column)
                    )
                setattr(planned, column, value)
        self._compare_decision(row, planned)
        return planned

    def _new_decision(self, row: AnnexRow) -> PlannedDecision:
        url, sha = row.source_url, row.sha256
        published = self.side.sources.get((row.number, row.authority, row.decided_on))
        if published and not url and not sha:
            url, sha = published
        return PlannedDecision(row, url, sha, self.known_decisions.get(row.decision_key))

    def _compare_decision(self, row: AnnexRow, planned: PlannedDecision) -> None:
        known = planned.known
        if known is None:
            return
        if known.kind != DecisionKind.RECOGNISE:
            raise WrongRow("decision_number", row.number, "decision_known")
        wanted = {"level": row.level, "evidence_level": row.evidence_level}
        wanted |= {name: getattr(planned, name) for name in ("source_url", "sha256") if getattr(planned, name)}
        for name, value in wanted.items():
            held = getattr(known, name)
            if held == value:
                continue
            if known.verified_at is not None and held:
                column = "issuing_level" if name == "level" else name
                raise WrongRow(column, str(value), "changed_after_verification", columns=column)
            planned.changes[name] = value

    def _entered_before(self, row: AnnexRow, decision: PlannedDecision) -> Certificate | None:
        """The same printed names in the same decision: the row of an earlier run, whatever --map said then."""
        if decision.known is None:
            return None
        return self.certificates.get((decision.known.pk, row.product, row.subject))

    def _certificate_of(self, decision: PlannedDecision, product: PlannedProduct) -> Certificate | None:
        if decision.known is None or product.known is None:
            return None
        same = [
            row
            for row in self.certificates.values()
            if row.decision_id == decision.known.pk and row.product_id == product.known.pk
        ]
        return same[0] if same else None

    def _product_of(self, entered: Certificate, row: AnnexRow) -> PlannedProduct:
        product: Any = entered.product
        producer = next(p for p in self.by_name[product.producer.name] if p.known == product.producer)
        self.producers[row.row] = producer
        planned = PlannedProduct(product.title, producer, row.row, product, criteria_set=self._criteria_set(row))
        self.products[row.row] = planned
        return planned

    # ------------------------------------------------------------ producer

    def _producer(self, row: AnnexRow, origin: Origin) -> PlannedProducer:
        key = self.side.matches.get((row.row, "producer"))
        if key and fold(key) not in {"new", "moi"}:
            found = self._mapped_producer(row, key)
        elif key:
            found = self._opened(row, origin)
        else:
            found = self._matched_producer(row, origin)
        self.producers[row.row] = found
        return found

    def _matched_producer(self, row: AnnexRow, origin: Origin) -> PlannedProducer:
        same = self.by_name.get(row.subject, [])
        if len(same) > 1:
            raise WrongRow("subject", row.subject, "several_matches", **_producer_keys(same))
        if same:
            place = same[0].known.commune if same[0].known else same[0].commune
            if place.province_id != origin.commune.province_id:
                raise WrongRow("subject", row.subject, "same_name_elsewhere", **_producer_keys(same))
            return same[0]
        close = self.by_near.get(near(row.subject), [])
        if close:
            raise WrongRow("subject", row.subject, "near_match", **_producer_keys(close))
        return self._opened(row, origin)

    def _opened(self, row: AnnexRow, origin: Origin) -> PlannedProducer:
        criteria_set = row.criteria_set or self.side.criteria_sets.get(row.product)
        try:
            kind = row.subject_kind or kind_from_name(row.subject)
        except UnknownKind as refusal:
            raise WrongRow("subject", row.subject, "unknown_kind") from refusal
        if kind == "ASSOCIATION" and criteria_set not in TOURISM:
            raise WrongRow("subject", row.subject, "association_without_tourism")
        opened = PlannedProducer(row.subject, row.row, None, kind, origin.commune, row.address)
        self._remember(opened)
        return opened

    def _mapped_producer(self, row: AnnexRow, key: str) -> PlannedProducer:
        if key.startswith("row:"):
            found = self.producers.get(_number(key[4:]))
        else:
            wanted = [p for group in self.by_name.values() for p in group if p.known]
            found = next((p for p in wanted if key in {str(p.known.pk), p.known.slug}), None)  # type: ignore[union-attr]
        if found is None:
            raise WrongRow("--map", key, "map_key", kind="producer")
        return found

    # ------------------------------------------------------------ product

    def _product(self, row: AnnexRow, producer: PlannedProducer, origin: Origin) -> PlannedProduct:
        key = self.side.matches.get((row.row, "product"))
        if key and fold(key) not in {"new", "moi"}:
            found = self._mapped_product(row, producer, key)
        elif key:
            found = self._registered(row, producer, origin)
        else:
            found = self._matched_product(row, producer, origin)
        self.products[row.row] = found
        return found

    def _matched_product(self, row: AnnexRow, producer: PlannedProducer, origin: Origin) -> PlannedProduct:
        titles = self._titles(producer)
        same = [product for product in titles if product.title == row.product]
        if len(same) > 1:
            raise WrongRow("product", row.product, "several_matches", **_product_keys(same))
        if same:
            same[0].criteria_set = same[0].criteria_set or self._criteria_set(row)
            return same[0]
        close = [product for product in titles if near(product.title) == near(row.product)]
        if close:
            raise WrongRow("product", row.product, "near_match", **_product_keys(close))
        return self._registered(row, producer, origin)

    def _registered(self, row: AnnexRow, producer: PlannedProducer, origin: Origin) -> PlannedProduct:
        product = PlannedProduct(row.product, producer, row.row, None, origin.commune, self._criteria_set(row))
        self._titles(producer).append(product)
        return product

    def _criteria_set(self, row: AnnexRow) -> int | None:
        return row.criteria_set or self.side.criteria_sets.get(row.product)

    def _mapped_product(self, row: AnnexRow, producer: PlannedProducer, key: str) -> PlannedProduct:
        if key.startswith("row:"):
            found = self.products.get(_number(key[4:]))
            return found if found else self._no_such_product(key)
        for product in self._titles(producer):
            if product.known and key in {str(product.known.pk), product.known.check_code}:
                return product
        return self._no_such_product(key)

    @staticmethod
    def _no_such_product(key: str) -> PlannedProduct:
        raise WrongRow("--map", key, "map_key", kind="product")

    def _titles(self, producer: PlannedProducer) -> list[PlannedProduct]:
        if id(producer) not in self.titles:
            known = get_model("catalogue", "Product").objects.filter(producer=producer.known).exclude(structure="child")
            rows = known.order_by("pk") if producer.known else []
            self.titles[id(producer)] = [PlannedProduct(row.title, producer, 0, row) for row in rows]
        return self.titles[id(producer)]


def _number(text: str) -> int:
    return int(text) if text.strip().isdigit() else 0


def _producer_keys(producers: Iterable[PlannedProducer]) -> dict[str, str]:
    named = [(f"{p.known.pk}" if p.known else f"row:{p.first_row}", p.name) for p in producers]
    return {"candidates": "; ".join(f"{key} = {name}" for key, name in named)}


def _product_keys(products: Iterable[PlannedProduct]) -> dict[str, str]:
    named = [(p.known.check_code if p.known else f"row:{p.first_row}", p.title) for p in products]
    return {"candidates": "; ".join(f"{key} = {title}" for key, title in named)}
