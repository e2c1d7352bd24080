"""OpenFeature's provider over the switches: booleans by name; STALE while only the last known state stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn

from openfeature.evaluation_context import EvaluationContext
from openfeature.exception import FlagNotFoundError, TypeMismatchError
from openfeature.flag_evaluation import FlagResolutionDetails, FlagValueType, Reason
from openfeature.provider import AbstractProvider, Metadata

from creditai.flags.switches import Order, every_switch

Standing = Callable[[str], tuple[Order | None, bool]]
"""Name -> the order that stands, and whether Valkey is away."""


class Provider(AbstractProvider):
    """Evaluates against what this instance has applied; asks nobody, so it cannot fail or wait."""

    def __init__(self, standing: Standing) -> None:
        super().__init__()
        self._standing = standing

    def get_metadata(self) -> Metadata:
        return Metadata("creditai")

    def resolve_boolean_details(
        self, flag_key: str, default_value: bool, evaluation_context: EvaluationContext | None = None
    ) -> FlagResolutionDetails[bool]:
        switch = every_switch().get(flag_key)
        if switch is None:
            raise FlagNotFoundError(f"There is no switch {flag_key[:40]!r}.")
        order, stale = self._standing(flag_key)
        value = switch.default if order is None else order.value
        reason = Reason.STALE if stale else Reason.DEFAULT if order is None else Reason.STATIC
        return FlagResolutionDetails(value, reason=reason, variant="on" if value else "off")

    def resolve_string_details(
        self, flag_key: str, default_value: str, evaluation_context: Any = None
    ) -> NoReturn:
        raise TypeMismatchError("Every switch is on or off.")

    def resolve_integer_details(
        self, flag_key: str, default_value: int, evaluation_context: Any = None
    ) -> NoReturn:
        raise TypeMismatchError("Every switch is on or off.")

    def resolve_float_details(
        self, flag_key: str, default_value: float, evaluation_context: Any = None
    ) -> NoReturn:
        raise TypeMismatchError("Every switch is on or off.")

    def resolve_object_details(
        self,
        flag_key: str,
        default_value: Sequence[FlagValueType] | Mapping[str, FlagValueType],
        evaluation_context: Any = None,
    ) -> NoReturn:
        raise TypeMismatchError("Every switch is on or off.")
