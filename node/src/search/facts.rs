//! Knows how what is looked at for each candidate fits into one number of a fast column. Must not know entries.

use bigre_protocol::directory::entry::Kind;

/// Steps of a degree in stored positions: about 11 metres, below the precision of the places.
const DEGREE_STEPS: f64 = 10_000.0;

/// What is small and looked at for each candidate, in one fast column: kind, availability, position.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Facts {
    pub(super) kind: Kind,
    pub(super) is_available: bool,
    /// Whether the position is of a commune, and not of the middle of a larger area.
    pub(super) is_commune: bool,
    /// Whether it ends: when is in another column, rarely read.
    pub(super) ends: bool,
    pub(super) lat_lon: Option<(f32, f32)>,
}

impl Facts {
    /// As one number: kind 8 bits, availability, commune and end 1 each, then latitude and longitude in 46, 0 for
    /// none.
    pub(super) fn pack(self) -> u64 {
        let steps = |degrees: f32, shift: f64| (((f64::from(degrees) + shift) * DEGREE_STEPS) as u64) + 1;
        let position = self.lat_lon.map_or(0, |(lat, lon)| steps(lat, 90.0) << 23 | steps(lon, 180.0));
        position << 11
            | u64::from(self.ends) << 10
            | u64::from(self.is_commune) << 9
            | u64::from(self.is_available) << 8
            | u64::from(self.kind.0)
    }

    /// From the number.
    pub(super) fn unpack(packed: u64) -> Facts {
        let degrees = |steps: u64, shift: f64| ((steps as f64 - 0.5) / DEGREE_STEPS - shift) as f32;
        let position = packed >> 11;
        let (lat, lon) = (position >> 23, position & ((1 << 23) - 1));
        Facts {
            kind: Kind(packed as u8),
            is_available: packed >> 8 & 1 == 1,
            is_commune: packed >> 9 & 1 == 1,
            ends: packed >> 10 & 1 == 1,
            lat_lon: (position != 0).then(|| (degrees(lat, 90.0), degrees(lon, 180.0))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_survive_packing() {
        for lat_lon in
            [None, Some((43.6112, 3.8767)), Some((-21.1, 55.5)), Some((90.0, 180.0)), Some((-90.0, -180.0))]
        {
            for (is_available, is_commune) in [(false, false), (true, false), (false, true), (true, true)] {
                let facts = Facts { kind: Kind::NEED, is_available, is_commune, ends: is_commune, lat_lon };
                let back = Facts::unpack(facts.pack());
                assert_eq!(
                    (back.kind, back.is_available, back.is_commune),
                    (Kind::NEED, is_available, is_commune)
                );
                let near = |a: f32, b: f32| (a - b).abs() < 0.0002;
                match (lat_lon, back.lat_lon) {
                    (Some(a), Some(b)) => assert!(near(a.0, b.0) && near(a.1, b.1), "{a:?} {b:?}"),
                    (a, b) => assert_eq!(a, b),
                }
            }
        }
    }
}
