// What batches are made with in tests: a vocabulary of the small atlas, and an autoencoder of a few weights.
#pragma once

#include "engine/models/qwen_image/vae.h"
#include "engine/text/tokenizer.h"

namespace lacuna::tests {

/// Trained on the small atlas' captions; made once.
const Tokenizer& smallTokenizer();
/// Weights of a fixed seed; latents are not shifted or scaled.
qwen_image::Vae smallVae();

}  // namespace lacuna::tests
