"""One training: stages of steps, measured, drawn, and kept so that any kill loses little."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
import torch
from torch import Tensor, nn
from torch.utils.tensorboard import SummaryWriter
from tqdm import tqdm

from mirror.errors import TrainingError
from mirror.training.bank import Films, PainterBank
from mirror.training.checkpoint import Checkpoint, read_latest, write_latest
from mirror.training.faces import Faces
from mirror.training.losses import Judge, critic_loss
from mirror.training.networks import Critic, Encoder, Generator, LookCode, film
from mirror.training.recipe import Recipe, Stage
from mirror.training.sheet import sheet
from mirror.training.skin import SkinBank
from mirror.training.triplets import CoverBank, TripletMaker, Triplets, next_frame
from mirror.training.validation import measure

# The weights that are exported are a running mean over about so many steps.
_AVERAGE = 0.998
_LARGEST_GRADIENT = 1.0
_WARM_UP = 300
_VALIDATION_LOOKS, _VALIDATION_BATCHES = 12, 4


Net = TypeVar("Net", bound=nn.Module)


@dataclass(slots=True)
class Nets:
    """What is trained."""

    encoder: Encoder
    generator: Generator

    @classmethod
    def new(cls, size: int, device: torch.device) -> Nets:
        """Untrained ones."""
        return cls(_placed(Encoder(size), device), _placed(Generator(size), device))

    def parts(self) -> tuple[Encoder, Generator]:
        """Both."""
        return self.encoder, self.generator

    def parameters(self) -> Iterator[torch.nn.Parameter]:
        """Of both."""
        for part in self.parts():
            yield from part.parameters()

    def tensors(self) -> Iterator[Tensor]:
        """All numbers that are learnt: the parameters, and the statistics of normalisations."""
        for part in self.parts():
            yield from (t for t in part.state_dict().values() if t.is_floating_point())

    def state(self) -> dict[str, dict[str, Tensor]]:
        """Of both."""
        return {"encoder": self.encoder.state_dict(), "generator": self.generator.state_dict()}

    def load(self, state: dict[str, dict[str, Tensor]]) -> None:
        """Takes over `state` of nets of any size."""
        self.encoder.load_state_dict(state["encoder"])
        self.generator.load_state_dict(state["generator"])


def _placed(part: Net, device: torch.device) -> Net:
    """On its device, in the layout of memory in which convolutions run fastest."""
    return part.to(device).to(memory_format=torch.channels_last)  # type: ignore[call-overload, no-any-return]


@contextmanager
def mixed_precision(device: torch.device) -> Iterator[None]:
    """bfloat16 for what bears it."""
    with torch.autocast(device.type, torch.bfloat16):
        yield


class Run:
    """A training in its folder.

    Args:
        recipe: What to do.
        faces: All faces.
        folder: For checkpoints, logs and sheets.
        device: Where to train.
    """

    def __init__(self, recipe: Recipe, faces: Faces, folder: Path, device: torch.device) -> None:
        self._recipe, self._faces, self._folder, self._device = recipe, faces, folder, device
        folder.mkdir(parents=True, exist_ok=True)
        self._writer = SummaryWriter(str(folder / "log"))

    def train(self) -> Checkpoint:
        """Goes on from the latest checkpoint, to the end of the last stage.

        Raises:
            TrainingError: The checkpoint is of another recipe, cannot be written, or the loss is
                no number any more; the last good checkpoint is kept.
        """
        latest = read_latest(self._folder, self._recipe)
        done = latest
        for number in range(latest.stage if latest else 0, len(self._recipe.stages)):
            done = self._stage(number, done)
        self._writer.close()
        if done is None:
            raise TrainingError(f"The recipe {self._recipe.name} has no step to take.")
        return done

    def _stage(self, number: int, latest: Checkpoint | None) -> Checkpoint:
        stage = self._recipe.stages[number]
        maker = self._maker("train", stage.size)
        held_out = self._maker("val", stage.size)
        judge = Judge(stage.size, self._device)
        nets = Nets.new(stage.size, self._device)
        mean = Nets.new(stage.size, self._device)
        for part in mean.parts():
            part.eval()
        critic = _placed(Critic(), self._device)
        optimiser = torch.optim.AdamW(nets.parameters(), stage.rate, weight_decay=1e-4)
        critic_optimiser = torch.optim.AdamW(critic.parameters(), 2e-4, betas=(0.5, 0.99))
        begin = 0
        if latest is not None:
            nets.load(latest.nets)
            mean.load(latest.mean)
            if latest.stage == number:
                begin = latest.step
                optimiser.load_state_dict(latest.optimiser)
                critic.load_state_dict(latest.critic)
                critic_optimiser.load_state_dict(latest.critic_optimiser)
        else:
            mean.load(nets.state())

        def checkpoint(step: int) -> Checkpoint:
            return Checkpoint(
                self._recipe.fingerprint(), number, step, nets.state(), mean.state(),
                optimiser.state_dict(), critic.state_dict(), critic_optimiser.state_dict(),
            )  # fmt: skip

        bar = tqdm(
            range(begin, stage.steps), initial=begin, total=stage.steps, mininterval=2,
            desc=f"{self._recipe.name}, stage {number + 1} of {len(self._recipe.stages)}", unit="step",
        )  # fmt: skip
        for step, triplets in zip(bar, self._drawn(maker, number, begin), strict=True):
            rate = stage.rate * (0.02 + 0.98 * (1 + math.cos(math.pi * step / stage.steps)) / 2)
            rate *= min(1.0, (step + 1) / _WARM_UP)
            for group in optimiser.param_groups:
                group["lr"] = rate
            rng = self._random(number, step, 1)
            terms = self._step(
                stage, triplets, judge, nets, critic, optimiser, critic_optimiser, rng
            )
            _follow(mean, nets, min(_AVERAGE, (step + 1) / (step + 10)))
            overall = self._overall(number, step)
            if not all(map(math.isfinite, terms.values())):
                raise TrainingError(
                    f"The loss is no number any more at step {step} of stage {number + 1} ({terms}); the "
                    f"last good checkpoint lies in {self._folder}: lower the stage's rate and start anew."
                )
            if step % 20 == 0:
                bar.set_postfix(loss=f"{terms['total']:.3f}")
                for name, value in terms.items():
                    self._writer.add_scalar(f"loss/{name}", value, overall)
            if (step + 1) % self._recipe.validate_every == 0 or step + 1 == stage.steps:
                self._validate(mean, held_out, overall)
            if (step + 1) % self._recipe.checkpoint_every == 0 and step + 1 < stage.steps:
                write_latest(self._folder, checkpoint(step + 1))
        # The next stage starts from its own beginning.
        last = checkpoint(0)
        last.stage = number + 1
        write_latest(self._folder, last)
        return last

    def _random(self, number: int, step: int, use: int) -> np.random.Generator:
        """For one use in one step; the same whether the step comes after a stop or not."""
        return np.random.default_rng((self._recipe.seed, number, step, use))

    def _drawn(self, maker: TripletMaker, number: int, begin: int) -> Iterator[Triplets]:
        """The batches of a stage from one step on, each painted while the one before is learnt."""
        stage = self._recipe.stages[number]

        def draw(step: int) -> Triplets:
            return maker.draw(stage.batch, self._random(number, step, 0))

        with ThreadPoolExecutor(1, "painter") as painter:
            ahead = painter.submit(draw, begin)
            for step in range(begin + 1, stage.steps + 1):
                ready = ahead.result()
                if step < stage.steps:
                    ahead = painter.submit(draw, step)
                yield ready

    def _overall(self, number: int, step: int) -> int:
        return sum(stage.steps for stage in self._recipe.stages[:number]) + step + 1

    def _maker(self, split: str, size: int) -> TripletMaker:
        data = self._recipe.data
        held_out = split != "train"
        counts = (
            (data.masks, data.covers)
            if not held_out
            else (data.masks // 4 + 1, data.covers // 4 + 1)
        )
        # What is measured on was never painted in training.
        seed = self._recipe.seed + 1_000_003 * held_out
        return TripletMaker(
            SkinBank(self._faces.only(split), size, self._device),
            PainterBank(size, counts[0], seed, self._device),
            CoverBank(size, counts[1], seed, self._device),
            size,
            self._device,
        )

    def _step(
        self, stage: Stage, triplets: Triplets, judge: Judge, nets: Nets, critic: Critic,
        optimiser: torch.optim.Optimizer, critic_optimiser: torch.optim.Optimizer, rng: np.random.Generator,
    ) -> dict[str, float]:  # fmt: skip
        """One step; the losses as numbers."""
        code, worn, bare = dress(nets, triplets, self._device)
        later, _ = fit(nets, triplets, next_frame(triplets.source, rng), code, self._device)
        losses, picture = judge.losses(triplets, code, worn, later, bare, rng)
        total = losses.total
        terms = dict(losses.terms)
        if stage.critic > 0:
            with mixed_precision(self._device):
                painted, found = (
                    _beside(made, triplets.source.picture) for made in (triplets.made, picture)
                )
                verdict = critic_loss(critic(painted).float(), critic(found.detach()).float())
            critic_optimiser.zero_grad(set_to_none=True)
            torch.autograd.backward(verdict)
            critic_optimiser.step()
            with mixed_precision(self._device):
                terms["fooled"] = -critic(found).float().mean()
            terms["critic"] = verdict
            total = total + stage.critic * terms["fooled"]
        optimiser.zero_grad(set_to_none=True)
        torch.autograd.backward(total)
        torch.nn.utils.clip_grad_norm_(nets.parameters(), _LARGEST_GRADIENT)
        optimiser.step()
        return {name: float(term.detach()) for name, term in {**terms, "total": total}.items()}

    @torch.no_grad()
    def _validate(self, nets: Nets, maker: TripletMaker, overall: int) -> None:
        measured: list[dict[str, float]] = []
        for batch in range(_VALIDATION_BATCHES):
            triplets = maker.draw(_VALIDATION_LOOKS, np.random.default_rng(batch))
            code, worn, bare = dress(nets, triplets, self._device)
            picture = triplets.source.wearing(worn, true_light=False)
            measured.append(measure(triplets, code, picture, bare))
            if batch == 0:
                drawn = sheet(triplets, picture, bare)
                (self._folder / "sheets").mkdir(exist_ok=True)
                drawn.save(self._folder / "sheets" / f"{overall:07d}.jpg", quality=90)
        means = {name: float(np.mean([m[name] for m in measured])) for name in measured[0]}
        for name, value in means.items():
            self._writer.add_scalar(f"validation/{name}", value, overall)
        said = ", ".join(f"{name} {value:.3f}" for name, value in means.items())
        tqdm.write(f"{time.strftime('%H:%M:%S')} step {overall}: {said}")


def dress(nets: Nets, triplets: Triplets, device: torch.device) -> tuple[LookCode, Films, Tensor]:
    """Reads all references, and fits the first of each look to its live face."""
    with mixed_precision(device):
        code = nets.encoder(triplets.reference, triplets.reference_visibility)
    return code, *fit(nets, triplets, triplets.source.picture, code, device)


def fit(
    nets: Nets, triplets: Triplets, picture: Tensor, code: LookCode, device: torch.device
) -> tuple[Films, Tensor]:
    """The films for live faces as a picture (Bx3xNxN) shows them, and what of them is bare."""
    source, count = triplets.source, len(picture)
    with mixed_precision(device):
        light = torch.nn.functional.avg_pool2d(source.light, 4)
        bent, bare = nets.generator(
            picture, source.visibility, light, code.pigment[:count], code.features[:count]
        )
    return Films(*film(bent.float(), bare.float())), bare.float()


def _beside(made: Tensor, bare: Tensor) -> Tensor:
    """What the critic sees: the picture and the bare face, on a scale near to the eye's."""
    return torch.cat([made.clamp(min=1e-4).sqrt(), bare.clamp(min=1e-4).sqrt()], 1) - 0.5


@torch.no_grad()
def _follow(mean: Nets, nets: Nets, keep: float) -> None:
    for old, new in zip(mean.tensors(), nets.tensors(), strict=True):
        old.lerp_(new, 1 - keep)
