// Exists so that the Qt precompiled header has a target that owns it.
