from __future__ import annotations

from mirror.pipeline.restart import Backoff, RestartBudget


def test_waits_double_up_to_the_cap() -> None:
    backoff = Backoff(first_s=0.5, cap_s=3.0)
    assert [backoff.delay_s(attempt) for attempt in range(5)] == [0.5, 1.0, 2.0, 3.0, 3.0]


def test_a_source_that_is_away_for_days_does_not_overflow_the_wait() -> None:
    assert Backoff(first_s=0.5, cap_s=8.0).delay_s(100_000) == 8.0


def test_the_budget_refuses_once_it_is_spent_and_allows_again_when_time_has_passed() -> None:
    now_s = [0.0]
    budget = RestartBudget(limit=2, window_s=60.0, clock=lambda: now_s[0])
    assert budget.spend()
    now_s[0] = 30.0
    assert budget.spend()
    now_s[0] = 59.0
    assert not budget.spend()
    now_s[0] = 60.0
    assert budget.spend()
    assert budget.recent == 2
    assert not budget.spend()
