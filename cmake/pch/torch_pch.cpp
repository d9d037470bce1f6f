// Exists so that the torch precompiled header has a target that owns it.
