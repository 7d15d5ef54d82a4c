"""Fit the network, stage by stage: first the places of event-location alone, then all roles together, last the labels."""

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from batches import Item, batches, padded
from network import Network
from torch import Tensor, nn

WEIGHT_DECAY = 0.01
WARM_UP = 0.08
"""Share of the steps in which the rate rises; after it the rate falls to nothing in a straight line."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Items, how often each is shown, the highest learning rate, and sentences a step."""

    name: str
    items: Sequence[Item]
    epochs: int
    rate: float
    size: int = 32


def fit(network: Network, stage: Stage, seed: int, saved: Path) -> None:
    """Train through one stage and write the weights after each epoch."""
    chance = random.Random(seed)
    steps = stage.epochs * len(list(batches(stage.items, stage.size, None)))
    adjusted = [weight for weight in network.parameters() if weight.requires_grad]
    optimiser = torch.optim.AdamW(adjusted, lr=stage.rate, weight_decay=WEIGHT_DECAY)
    rates = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _share(step, steps))
    done, began = 0, time.monotonic()
    for epoch in range(stage.epochs):
        network.train()
        for batch in batches(stage.items, stage.size, chance):
            ids, segments, mask, targets = padded(batch)
            with torch.autocast("cpu", torch.bfloat16):
                logits = network(ids, segments, mask)
            value = loss(logits.float(), targets)
            optimiser.zero_grad()
            value.backward()
            nn.utils.clip_grad_norm_(adjusted, 1.0)
            optimiser.step()
            rates.step()
            done += 1
            if done % 50 == 0:
                pace = (time.monotonic() - began) / done
                print(f"{stage.name} {epoch} {done}/{steps} loss {value.item():.4f} {pace:.2f} s a step", flush=True)
        torch.save(network.state_dict(), saved)


def _share(step: int, steps: int) -> float:
    return min((step + 1) / (WARM_UP * steps), max(0.0, (steps - step) / ((1 - WARM_UP) * steps)))


def loss(logits: Tensor, targets: Tensor) -> Tensor:
    """Mean over what counts: binary cross entropy, each role on its own; whether the event is one counts as much as a role."""
    each = nn.functional.binary_cross_entropy_with_logits(logits, targets.clamp(min=0).float(), reduction="none")
    counts = (targets >= 0).float()
    roles = (each * counts)[..., :-1].sum() / counts[..., :-1].sum().clamp(min=1)
    real = (each * counts)[..., -1].sum() / counts[..., -1].sum().clamp(min=1)
    return roles + 0.1 * real
