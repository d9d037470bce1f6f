"""Golden numbers of LoRA files, from the reference Python stack (diffusers + peft).

FOLDER is one that make_fixtures.py made. Written there:
  lora_diffusers.safetensors  random adapters of rank 3 and alpha 6 on ten kinds of layers, saved by QwenImagePipeline.save_lora_weights
  lora_kohya.safetensors      the same in kohya's naming, with alpha tensors
  lora_io.safetensors         what tiny-t2i's transformer gives for sample 0 of transformer_io: `diffusers_out` and `kohya_out` with each
                              file loaded by load_lora_weights, `half_out` with the first at weight 0.5, and `lacuna_out` with
                              lora_lacuna.safetensors, which the test of the LoRA writer makes (tests/engine/training_finetune)
Usage: python3 make_lora.py FOLDER      Tried with torch 2.13.0 (CPU), diffusers 0.42.1, peft 0.21.2.
"""
import os, sys
import torch
try: import torchvision  # see make_fixtures.py
except RuntimeError:
    ops = torch.library.Library('torchvision', 'DEF')
    for n in ('nms', 'qnms'): ops.define(n + '(Tensor boxes, Tensor scores, float iou) -> Tensor')
from diffusers import FlowMatchEulerDiscreteScheduler, QwenImagePipeline, QwenImageTransformer2DModel
from peft import LoraConfig
from peft.utils import get_peft_model_state_dict
from safetensors.torch import load_file, save_file

FOLDER = sys.argv[1]; RANK, ALPHA = 3, 6
TARGETS = ['to_q', 'to_k', 'to_v', 'to_out.0', 'add_q_proj', 'to_add_out', 'img_mlp.net.0.proj', 'img_mlp.net.2', 'txt_mod.1', 'proj_out']
io = load_file(os.path.join(FOLDER, 'transformer_io.safetensors'))
g = torch.Generator().manual_seed(77)

def transformer():
    return QwenImageTransformer2DModel.from_pretrained(os.path.join(FOLDER, 'tiny-t2i', 'transformer'), torch_dtype=torch.float32).eval()
def pipeline(tr):
    return QwenImagePipeline(transformer=tr, scheduler=FlowMatchEulerDiscreteScheduler(), vae=None, text_encoder=None, tokenizer=None)
@torch.no_grad()
def out(tr):
    return tr(hidden_states=io['latents'][:1], encoder_hidden_states=io['encoder_hidden_states'][:1], timestep=io['timestep'][:1],
              encoder_hidden_states_mask=torch.ones(1, 7, dtype=torch.long), img_shapes=[[(1, 4, 6)]], return_dict=False)[0].contiguous()
def loaded(name, weight=1.0):
    p = pipeline(transformer()); p.load_lora_weights(FOLDER, weight_name=name); p.set_adapters(p.get_active_adapters(), weight)
    return out(p.transformer)

tr = transformer(); plain = out(tr)
tr.add_adapter(LoraConfig(r=RANK, lora_alpha=ALPHA, target_modules=TARGETS))
with torch.no_grad():
    for n, p in tr.named_parameters():
        if 'lora_' in n: p.copy_((torch.randn(p.shape, generator=g) * 0.2).bfloat16())
layers = {k: v.contiguous() for k, v in get_peft_model_state_dict(tr).items()}
meta = LoraConfig(r=RANK, lora_alpha=ALPHA, target_modules=TARGETS).to_dict()
QwenImagePipeline.save_lora_weights(FOLDER, transformer_lora_layers={k: v.bfloat16() for k, v in layers.items()}, weight_name='lora_diffusers.safetensors',
    transformer_lora_adapter_metadata={k: v for k, v in meta.items() if k in ('r', 'lora_alpha', 'target_modules')} | {'target_modules': TARGETS})
kohya = {}
for k, v in layers.items():
    name = 'lora_unet_' + k.rsplit('.lora_', 1)[0].replace('.', '_')
    kohya[name + ('.lora_down.weight' if 'lora_A' in k else '.lora_up.weight')] = v.bfloat16()
    kohya[name + '.alpha'] = torch.tensor(float(ALPHA))
save_file(kohya, os.path.join(FOLDER, 'lora_kohya.safetensors'))

F = dict(diffusers_out=loaded('lora_diffusers.safetensors'), half_out=loaded('lora_diffusers.safetensors', 0.5), kohya_out=loaded('lora_kohya.safetensors'))
assert (F['diffusers_out'] - out(tr)).abs().max() < 1e-5
if os.path.exists(os.path.join(FOLDER, 'lora_lacuna.safetensors')): F['lacuna_out'] = loaded('lora_lacuna.safetensors')
for k, v in F.items(): print(k, 'differs from the plain model by', (v - plain).abs().max().item())
save_file(F, os.path.join(FOLDER, 'lora_io.safetensors'))
