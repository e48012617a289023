"""PyTorch beside our engine: the same networks and batch sizes, Nesterov, one thread.

Reads a request on each line of stdin and answers with a line of JSON:
  {"open": {"model": …, "shape": [h, w, c], "classes": n, "batchSize": n, "lr": x, "momentum": x}}
                  → {"parameters": n, "version": "…", "blas": "…"}
  {"steps": n}    → {"losses": […], "elapsedMs": x}
Batches are random: what they show changes the losses and not the time.
"""

import json
import re
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

DISTINCT_BATCHES = 8
RESNET_DEPTHS = {4: (1, 1), 8: (3, 1), 14: (3, 2), 20: (3, 3)}
TEN_CONVS = [64, 64, 128, 128, 256, 256, 512, 512, 1024, 1024]
TEN_CONV_HIDDEN = 512


def activation(model):
    names = {"relu": nn.ReLU, "gelu": nn.GELU}
    return names[model["activation"]]()


def cnn(model, shape, classes):
    height, width, channels = shape
    layers = []
    for filters in model["filters"]:
        layers += [nn.Conv2d(channels, filters, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2)]
        height, width, channels = height // 2, width // 2, filters
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(height * width * channels, classes))


def ten_conv(model, shape, classes):
    height, width, channels = shape
    layers = []
    for place, full in enumerate(TEN_CONVS, start=1):
        filters = int(full * model["width"])
        layers += [nn.Conv2d(channels, filters, 3, padding=1), nn.ReLU()]
        channels = filters
        if place in model["pools"]:
            layers.append(nn.MaxPool2d(2))
            height, width = height // 2, width // 2
    hidden = int(TEN_CONV_HIDDEN * model["width"])
    dense = [nn.Linear(height * width * channels, hidden), nn.ReLU(), nn.Linear(hidden, classes)]
    return nn.Sequential(*layers, nn.Flatten(), *dense)


class ResidualBlock(nn.Module):
    def __init__(self, channels, filters, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, filters, 3, stride, 1, bias=False)
        self.norm1 = nn.BatchNorm2d(filters)
        self.conv2 = nn.Conv2d(filters, filters, 3, 1, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(filters)
        self.shortcut = nn.Identity()
        if stride != 1 or channels != filters:
            self.shortcut = nn.Sequential(
                nn.Conv2d(channels, filters, 1, stride, bias=False), nn.BatchNorm2d(filters)
            )

    def forward(self, x):
        inner = self.norm2(self.conv2(F.relu(self.norm1(self.conv1(x)))))
        return F.relu(inner + self.shortcut(x))


def resnet(model, shape, classes):
    stages, blocks = RESNET_DEPTHS[model["depth"]]
    width = model["width"]
    layers = [nn.Conv2d(shape[2], width, 3, 1, 1, bias=False), nn.BatchNorm2d(width), nn.ReLU()]
    channels = width
    for stage in range(stages):
        for block in range(blocks):
            filters = width * 2**stage
            layers.append(ResidualBlock(channels, filters, 2 if stage > 0 and block == 0 else 1))
            channels = filters
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, classes))


class TransformerBlock(nn.Module):
    def __init__(self, model):
        super().__init__()
        width, hidden = model["width"], model["hidden"]
        self.heads = model["heads"]
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.inputs = nn.Linear(width, 3 * width)
        self.output = nn.Linear(width, width)
        self.mlp = nn.Sequential(nn.Linear(width, hidden), activation(model), nn.Linear(hidden, width))

    def attention(self, x):
        batch, tokens, width = x.shape
        split = self.inputs(x).view(batch, tokens, 3, self.heads, width // self.heads)
        q, k, v = split.permute(2, 0, 3, 1, 4)
        weights = torch.softmax(q @ k.transpose(-2, -1) * (width // self.heads) ** -0.5, -1)
        return self.output((weights @ v).transpose(1, 2).reshape(batch, tokens, width))

    def forward(self, x):
        x = x + self.attention(self.norm1(x))
        return x + self.mlp(self.norm2(x))


class VisionTransformer(nn.Module):
    def __init__(self, model, shape, classes):
        super().__init__()
        height, width, channels = shape
        patch, features = model["patch"], model["width"]
        tokens = (height // patch) * (width // patch)
        self.embed = nn.Conv2d(channels, features, patch, patch)
        self.positions = nn.Parameter(0.02 * torch.randn(tokens, features))
        self.blocks = nn.Sequential(*[TransformerBlock(model) for _ in range(model["depth"])])
        self.norm = nn.LayerNorm(features)
        self.logits = nn.Linear(features, classes)

    def forward(self, x):
        tokens = self.embed(x).flatten(2).transpose(1, 2) + self.positions
        return self.logits(self.norm(self.blocks(tokens)).mean(1))


def network(model, shape, classes):
    makers = {"cnn": cnn, "ten-conv": ten_conv, "resnet": resnet, "vit": VisionTransformer}
    return makers[model["id"]](model, shape, classes)


def blas():
    """The folder of the BLAS that is loaded: a reference one is several times slower."""
    with open("/proc/self/maps") as maps:
        found = re.search(r"/([\w.-]+)/libblas\.so", maps.read())
    return found.group(1) if found else "unknown"


class Training:
    def __init__(self, problem):
        height, width, channels = problem["shape"]
        size, classes = problem["batchSize"], problem["classes"]
        torch.manual_seed(1)
        self.network = network(problem["model"], problem["shape"], classes)
        self.optimizer = torch.optim.SGD(
            self.network.parameters(), lr=problem["lr"], momentum=problem["momentum"], nesterov=True
        )
        self.batches = [
            (torch.rand(size, channels, height, width), torch.randint(classes, (size,)))
            for _ in range(DISTINCT_BATCHES)
        ]
        self.next = 0

    def parameters(self):
        return sum(each.numel() for each in self.network.parameters())

    def run(self, steps):
        losses = []
        began = time.perf_counter()
        for _ in range(steps):
            images, labels = self.batches[self.next % DISTINCT_BATCHES]
            self.next += 1
            self.optimizer.zero_grad(set_to_none=True)
            loss = F.cross_entropy(self.network(images), labels)
            loss.backward()
            self.optimizer.step()
            losses.append(loss.item())
        return {"losses": losses, "elapsedMs": 1000 * (time.perf_counter() - began)}


def main():
    torch.set_num_threads(1)
    training = None
    for line in sys.stdin:
        request = json.loads(line)
        try:
            if "open" in request:
                training = Training(request["open"])
                answer = {"parameters": training.parameters(), "version": torch.__version__, "blas": blas()}
            else:
                answer = training.run(request["steps"])
        except Exception as error:  # told to who asked, who goes on without this network
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


main()
