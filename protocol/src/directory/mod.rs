//! A cooperative's directory: an authenticated, replaceable set of entries under one signature.

pub mod entry;
