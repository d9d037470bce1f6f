"""Golden gradients of every network of the Qwen-Image family, from the reference Python stack (diffusers + transformers).

Loads the tiny checkpoints of a folder that make_fixtures.py made (bfloat16 weights, widened to float32), runs each network forward,
takes the mean square against a fixed target, and writes gradients.safetensors beside them. Float32, CPU.
Usage: python3 make_gradients.py FOLDER      Tried with torch 2.13.0 (CPU), diffusers 0.42.1, transformers 5.23.0.

For a network N: `N/in/*` its inputs, `N/target`, `N/loss`; `N/whole/KEY` the gradient of one parameter (or `N/whole/in.*` of an input);
`N/sums/KEY` four numbers of every parameter's gradient g, flattened: its norm, and sum_i g_i sin(w i + 0.5) for w in WAVES. KEY is the
checkpoint's, kernels over time reduced to their last slice (the only one that one frame meets; the others' gradients are checked to be 0).
"""
import os, sys
import numpy as np, torch
try: import torchvision  # see make_fixtures.py
except RuntimeError:
    ops = torch.library.Library('torchvision', 'DEF')
    for n in ('nms', 'qnms'): ops.define(n + '(Tensor boxes, Tensor scores, float iou) -> Tensor')
from safetensors.torch import load_file, save_file
from transformers import Qwen2_5_VLForConditionalGeneration
from diffusers import AutoencoderKLQwenImage, QwenImageTransformer2DModel

FOLDER = sys.argv[1]
WAVES = (1.6180339887, 0.7320508076, 2.2360679775)
g = torch.Generator().manual_seed(4242)
F = {}

def put(name, tensor): F[name] = tensor.detach().clone().contiguous()

def sums(gradient):
    flat = gradient.detach().double().flatten(); i = torch.arange(flat.numel(), dtype=torch.double)
    return torch.stack([flat.norm()] + [(flat * torch.sin(w * i + 0.5)).sum() for w in WAVES])

def record(name, parameters, inputs, out, whole, adapt=lambda k, v: v):
    """@param out [..]: what the network gave; its mean square distance to a random target is the loss."""
    target = torch.randn(out.shape, generator=g)
    loss = ((out - target) ** 2).mean(); loss.backward()
    for k, v in inputs.items():
        put(f'{name}/in/{k}', v)
        if v.grad is not None: put(f'{name}/whole/in.{k}', v.grad)
    put(f'{name}/target', target); put(f'{name}/loss', loss)
    for k, p in parameters:
        if p.grad is None: continue
        gradient = adapt(k, p.grad)
        put(f'{name}/sums/{k}', sums(gradient))
        if k in whole: put(f'{name}/whole/{k}', gradient)
    print(name, 'loss', loss.item(), 'parameters', sum(1 for k in F if k.startswith(name + '/sums/')))

def leaf(*shape): return torch.randn(*shape, generator=g).requires_grad_()

# --- transformer: text to image with a padded prompt; editing with two reference pictures and zero_cond_t
for name, folder, shapes, batch, masked in (('transformer', 'tiny-t2i', [(1, 4, 6)], 2, True),
                                            ('transformer_edit', 'tiny-edit-plus', [(1, 4, 6), (1, 4, 6), (1, 5, 3)], 1, False)):
    m = QwenImageTransformer2DModel.from_pretrained(os.path.join(FOLDER, folder, 'transformer'), torch_dtype=torch.float32)
    lat = leaf(batch, sum(a * b * c for a, b, c in shapes), 64); text = leaf(batch, 7, 32)
    mask = torch.ones(batch, 7, dtype=torch.long)
    if masked: mask[1, 4:] = 0
    t = torch.tensor([0.7, 0.25])[:batch]
    out = m(hidden_states=lat, encoder_hidden_states=text, encoder_hidden_states_mask=mask, timestep=t, img_shapes=[shapes] * batch, return_dict=False)[0]
    record(name, m.named_parameters(), dict(latents=lat, text=text, mask=mask, timestep=t), out,
           ('transformer_blocks.1.attn.to_q.weight', 'transformer_blocks.0.attn.norm_added_k.weight', 'transformer_blocks.1.txt_mod.1.bias'))

# --- VAE, both halves
va = AutoencoderKLQwenImage.from_pretrained(os.path.join(FOLDER, 'tiny-t2i', 'vae'), torch_dtype=torch.float32)
def one_frame(key, gradient):
    if gradient.ndim == 5:
        assert gradient[:, :, :-1].abs().sum() == 0, key
        gradient = gradient[:, :, -1]
    return gradient.flatten() if key.endswith('gamma') else gradient
pixels = (torch.rand(1, 3, 1, 48, 32, generator=g) * 2 - 1).requires_grad_()
out = va._encode(pixels)
record('vae_encoder', va.named_parameters(), dict(pixels=pixels), out, ('encoder.conv_out.bias', 'encoder.mid_block.attentions.0.norm.gamma'), one_frame)
va.zero_grad()
z = leaf(1, 16, 1, 4, 4)
post = va.post_quant_conv(z); va.clear_cache(); va._conv_idx = [0]
out = va.decoder(post, feat_cache=va._feat_map, feat_idx=va._conv_idx); va.clear_cache()  # as _decode does, before its clamp
record('vae_decoder', va.named_parameters(), dict(z=z), out, ('decoder.conv_in.bias', 'decoder.mid_block.attentions.0.norm.gamma'), one_frame)

# --- text encoder and vision tower; cast as make_fixtures.py casts them, which rounds the rotary frequencies
te = Qwen2_5_VLForConditionalGeneration.from_pretrained(os.path.join(FOLDER, 'tiny-t2i', 'text_encoder'), torch_dtype=torch.float32)
te.to(torch.bfloat16).to(torch.float32)
ids = torch.randint(100, 150000, (1, 19), generator=g); ids[0, 7] = ids[0, 3]  # a token twice: its gradients add up
out = te.model.language_model(input_ids=ids).last_hidden_state
language = [('model.' + k, p) for k, p in te.model.language_model.named_parameters()]
record('text_encoder', language, dict(ids=ids), out, ('model.layers.1.self_attn.q_proj.bias', 'model.norm.weight'))
te.zero_grad()
v = load_file(os.path.join(FOLDER, 'vision_io.safetensors'))
patches, grid = v['pixel_values_0'].float().requires_grad_(), v['grid_0'].reshape(1, 3)
out = te.model.visual(patches, grid_thw=grid)
out = getattr(out, 'pooler_output', out)
vision = [('visual.' + k, p) for k, p in te.model.visual.named_parameters()]
record('vision', vision, dict(grid=grid), out, ('visual.merger.ln_q.weight', 'visual.blocks.1.attn.qkv.bias'))

save_file(F, os.path.join(FOLDER, 'gradients.safetensors'))
print(os.path.getsize(os.path.join(FOLDER, 'gradients.safetensors')), 'bytes')
