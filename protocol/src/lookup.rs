//! A map that can only be looked into, and is faster at that than an ordered one. Must not be walked through: its order
//! differs between runs.

#![allow(clippy::disallowed_types, reason = "no order can be seen from here")]

use std::collections::HashMap;
use std::fmt;
use std::hash::Hash;

/// Values by key. Its hash can't be foreseen by who chooses the keys.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Lookup<K: Eq + Hash, V>(HashMap<K, V>);

impl<K: Eq + Hash, V> Default for Lookup<K, V> {
    fn default() -> Self {
        Lookup(HashMap::new())
    }
}

impl<K: Eq + Hash, V> fmt::Debug for Lookup<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Lookup({})", self.0.len())
    }
}

impl<K: Eq + Hash, V> Lookup<K, V> {
    /// The value of a key.
    pub(crate) fn get(&self, key: &K) -> Option<&V> {
        self.0.get(key)
    }

    /// The same, to change it.
    pub(crate) fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        self.0.get_mut(key)
    }

    /// Sets the value of a key.
    pub(crate) fn insert(&mut self, key: K, value: V) {
        self.0.insert(key, value);
    }

    /// Takes the value of a key out.
    pub(crate) fn remove(&mut self, key: &K) -> Option<V> {
        self.0.remove(key)
    }
}

impl<K: Eq + Hash, V: Default> Lookup<K, V> {
    /// The value of a key, a default one if it had none.
    pub(crate) fn or_default(&mut self, key: K) -> &mut V {
        self.0.entry(key).or_default()
    }
}
