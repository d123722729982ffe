//! One history told move by move.
