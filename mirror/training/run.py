"""One training: stages of steps, measured, drawn, and kept so that any kill loses little."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
import torch
from torch import Tensor, nn
from tqdm import tqdm

from mirror.errors import TrainingError
from mirror.training.bank import Films, PainterBank
from mirror.training.checkpoint import Checkpoint, State, read_latest, write_latest
from mirror.training.faces import Faces
from mirror.training.journal import Journal
from mirror.training.losses import Judge, critic_loss
from mirror.training.networks import Critic, Encoder, Generator, LookCode, film
from mirror.training.optimiser import Muon
from mirror.training.progress import progress
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
_TOLD_EVERY = 20


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

    @classmethod
    def restored(cls, size: int, state: State) -> Nets:
        """Trained ones, of a checkpoint, on the CPU."""
        nets = cls.new(size, torch.device("cpu"))
        nets.load(state)
        return nets

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

    def state(self) -> State:
        """Of both."""
        return {"encoder": self.encoder.state_dict(), "generator": self.generator.state_dict()}

    def load(self, state: State) -> None:
        """Takes over `state` of nets of any size."""
        self.encoder.load_state_dict(state["encoder"])
        self.generator.load_state_dict(state["generator"])

    def begin(self, state: State) -> None:
        """Takes over what other networks have learnt.

        Raises:
            TrainingError: They were built in another way.
        """
        try:
            self.load(state)
        except RuntimeError as error:
            raise TrainingError(
                "The weights that the recipe starts from are of networks of another version; train "
                "without `start`."
            ) from error


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
        start: Weights to begin with.
    """

    def __init__(
        self, recipe: Recipe, faces: Faces, folder: Path, device: torch.device,
        start: State | None = None,
    ) -> None:  # fmt: skip
        self._recipe, self._faces, self._folder, self._device = recipe, faces, folder, device
        self._start = start

    def train(
        self,
        stop: Callable[[], bool] = lambda: False,
        kept: Callable[[int], None] = lambda _: None,
    ) -> Checkpoint:
        """Goes on from the latest checkpoint, to the end of the last stage.

        Args:
            stop: Asked after each step whether to write a checkpoint and come back.
            kept: Told, after each checkpoint, how many steps of all stages it holds.

        Returns:
            The last checkpoint; its stage is the number of all stages once everything is done.

        Raises:
            TrainingError: The checkpoint is of another recipe, the faces are too few, the disk is
                full, or the loss is no number any more; the last good checkpoint is kept.
        """
        done = read_latest(self._folder, self._recipe)
        journal = Journal(self._folder, done.overall(self._recipe) + 1 if done else 1)
        with closing(journal):
            for number in range(done.stage if done else 0, len(self._recipe.stages)):
                done = self._stage(number, done, journal, stop, kept)
                if stop():
                    break
        if done is None:
            raise TrainingError(f"The recipe {self._recipe.name} has no step to take.")
        return done

    def _stage(
        self, number: int, latest: Checkpoint | None, journal: Journal, stop: Callable[[], bool],
        kept: Callable[[int], None],
    ) -> Checkpoint:  # fmt: skip
        stage = self._recipe.stages[number]
        maker = self._maker("train", stage.size)
        held_out = self._maker("val", stage.size)
        torch.manual_seed(self._recipe.seed)  # of the weights that new networks begin with
        judge = Judge(stage.size, self._device)
        nets = Nets.new(stage.size, self._device)
        mean = Nets.new(stage.size, self._device)
        for part in mean.parts():
            part.eval()
        critic = _placed(Critic(), self._device)
        optimiser = Muon(nets.parameters(), stage.rate)
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
            if self._start is not None:
                nets.begin(self._start)
            mean.load(nets.state())

        def keep(next_stage: int, next_step: int) -> Checkpoint:
            checkpoint = Checkpoint(
                self._recipe.fingerprint(), next_stage, next_step, nets.state(), mean.state(),
                optimiser.state_dict(), critic.state_dict(), critic_optimiser.state_dict(),
            )  # fmt: skip
            write_latest(self._folder, checkpoint)
            kept(checkpoint.overall(self._recipe))
            return checkpoint

        name = f"{self._recipe.name}, stage {number + 1} of {len(self._recipe.stages)}"
        with (
            self._drawn(maker, number, begin) as batches,
            progress(name, stage.steps, "step", done=begin) as bar,
        ):
            for step, triplets in zip(range(begin, stage.steps), batches, strict=True):
                rate = stage.rate * (0.02 + 0.98 * (1 + math.cos(math.pi * step / stage.steps)) / 2)
                rate *= min(1.0, (step + 1) / _WARM_UP)
                for group in optimiser.param_groups:
                    group["lr"] = rate
                rng = self._random(number, step, 1)
                terms = self._step(
                    stage, triplets, judge, nets, critic, optimiser, critic_optimiser, rng
                )
                _follow(mean, nets, min(_AVERAGE, (step + 1) / (step + 10)))
                self._require_numbers(terms, number, step)
                done, ends, stops = step + 1, step + 1 == stage.steps, stop()
                keeps = stops or ends or done % self._recipe.checkpoint_every == 0
                examines = ends or done % self._recipe.validate_every == 0
                if ends or step % _TOLD_EVERY == 0:
                    bar.set_postfix(loss=f"{terms['total']:.3f}", refresh=False)
                    journal.numbers("loss", terms, self._overall(number, step))
                bar.update()
                if examines:
                    self._validate(mean, held_out, journal, self._overall(number, step))
                if keeps and not ends:
                    latest = keep(number, done)
                    if stops:
                        return latest
        # The next stage starts from its own beginning.
        return keep(number + 1, 0)

    def _require_numbers(self, terms: dict[str, float], number: int, step: int) -> None:
        """Stops before the next step, in which weights that are no numbers would break a kernel."""
        bad = [name for name, term in terms.items() if not math.isfinite(term)]
        if bad:
            raise TrainingError(
                f"The loss is no number any more at step {step + 1} of stage {number + 1} "
                f"({', '.join(bad)}); what checkpoint there is in {self._folder} is good: lower the stage's "
                "rate and train into another folder."
            )

    def _random(self, number: int, step: int, use: int) -> np.random.Generator:
        """For one use in one step; the same whether the step comes after a stop or not."""
        return np.random.default_rng((self._recipe.seed, number, step, use))

    @contextmanager
    def _drawn(self, maker: TripletMaker, number: int, begin: int) -> Iterator[Iterator[Triplets]]:
        """The batches of a stage from one step on, each painted while the one before is learnt."""
        stage = self._recipe.stages[number]

        def draw(step: int) -> Triplets:
            return maker.draw(stage.batch, self._random(number, step, 0))

        def batches(painter: ThreadPoolExecutor) -> Iterator[Triplets]:
            ahead = painter.submit(draw, begin)
            for step in range(begin + 1, stage.steps + 1):
                ready = ahead.result()
                if step < stage.steps:
                    ahead = painter.submit(draw, step)
                yield ready

        with ThreadPoolExecutor(1, "painter") as painter:
            yield batches(painter)

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
        faces = self._faces.only(split)
        if not len(faces):
            raise TrainingError(
                f"None of the {len(self._faces)} faces is of the split “{split}”; have the index name "
                "some, or, in a folder without one, lay at least two pictures of faces."
            )
        return TripletMaker(
            SkinBank(faces, size, self._device),
            PainterBank(size, counts[0], seed, self._device),
            CoverBank(size, counts[1], seed, self._device),
            size,
            self._device,
        )

    def _step(
        self, stage: Stage, triplets: Triplets, judge: Judge, nets: Nets, critic: Critic,
        optimiser: torch.optim.Optimizer, critic_optimiser: torch.optim.Optimizer, rng: np.random.Generator,
    ) -> dict[str, float]:  # fmt: skip
        """One step; the losses and the gradient's length as numbers."""
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
        if stage.cycle > 0:
            with mixed_precision(self._device):
                again = nets.encoder(
                    picture.clamp(0, 1), triplets.source.visibility, triplets.source_skin
                )
            terms["cycle"] = judge.cycle(triplets, again, rng)
            total = total + stage.cycle * terms["cycle"]
        optimiser.zero_grad(set_to_none=True)
        torch.autograd.backward(total)
        terms["gradient"] = torch.nn.utils.clip_grad_norm_(nets.parameters(), _LARGEST_GRADIENT)
        optimiser.step()
        terms["total"] = total
        # All at once: each reading of a number waits until the GPU is done.
        numbers = torch.stack([term.detach() for term in terms.values()]).tolist()
        return dict(zip(terms, numbers, strict=True))

    @torch.no_grad()
    def _validate(self, nets: Nets, maker: TripletMaker, journal: Journal, overall: int) -> None:
        measured: list[dict[str, float]] = []
        for batch in range(_VALIDATION_BATCHES):
            triplets = maker.draw(_VALIDATION_LOOKS, np.random.default_rng(batch))
            code, worn, bare = dress(nets, triplets, self._device)
            picture = triplets.source.wearing(worn, true_light=False)
            measured.append(measure(triplets, code, picture, bare))
            if batch == 0:
                journal.sheet(sheet(triplets, picture, bare), overall)
        means = {name: float(np.mean([m[name] for m in measured])) for name in measured[0]}
        journal.numbers("validation", means, overall)
        said = ", ".join(f"{name} {value:.3f}" for name, value in means.items())
        tqdm.write(f"{time.strftime('%H:%M:%S')} step {overall}: {said}")


def dress(nets: Nets, triplets: Triplets, device: torch.device) -> tuple[LookCode, Films, Tensor]:
    """Reads all references, and fits the first of each look to its live face."""
    with mixed_precision(device):
        code = nets.encoder(triplets.reference, triplets.reference_visibility, triplets.skin)
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
