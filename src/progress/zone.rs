//! The traffic light: how a session felt (`pain` of `dosage.yaml`, `zones` of `progress.yaml`).

use crate::library::Zones;

/// The limits of the colours, and how mornings are read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits<'a> {
    /// Pain up to here is green.
    pub(crate) green: u32,
    /// Pain up to here is amber, and red above.
    pub(crate) amber: u32,
    pub(crate) zones: &'a Zones,
}

/// A colour of the traffic light.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Zone {
    /// Carry on.
    Green,
    /// The same dose again.
    Amber,
    /// Nobody said how much it hurt, so nothing rises.
    Unknown,
    /// Too much.
    Red,
}

/// The colour from pain during, in the hours after, and on the next morning beside the usual one; and
/// whether it is red for the morning alone.
///
/// A morning that is not known is no bar: the person who is sore says so.
pub(crate) fn zone(
    limits: &Limits<'_>,
    during: Option<u32>,
    after: Option<u32>,
    (morning, usual): (Option<u32>, Option<u32>),
    flare: bool,
) -> (Zone, bool) {
    let worst = during.max(after);
    if worst.is_some_and(|pain| pain > limits.amber) {
        return (Zone::Red, false);
    }
    if flare {
        return (Zone::Red, true);
    }
    let unsettled = match (morning, usual) {
        (Some(morning), Some(usual)) => morning > limits.green && morning > usual,
        (Some(morning), None) => morning > limits.green && Some(morning) > worst,
        (None, _) => false,
    };
    let zone = match during {
        None => Zone::Unknown,
        Some(_) if unsettled || worst.is_some_and(|pain| pain > limits.green) => Zone::Amber,
        Some(_) => Zone::Green,
    };
    (zone, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pain_decides_the_colour() {
        let zones = Zones { morning_rise: 2, ..Zones::default() };
        let limits = Limits { green: 2, amber: 5, zones: &zones };
        for (during, after, morning, usual, flare, expected) in [
            (Some(0), None, None, None, false, (Zone::Green, false)),
            (Some(2), Some(2), Some(2), Some(1), false, (Zone::Green, false)),
            (Some(3), None, None, None, false, (Zone::Amber, false)),
            (Some(5), None, None, None, false, (Zone::Amber, false)),
            (Some(6), None, None, None, false, (Zone::Red, false)),
            (Some(1), Some(6), None, None, false, (Zone::Red, false)),
            (Some(1), Some(3), None, None, false, (Zone::Amber, false)),
            // Up a point in the morning, and not yet where it always is.
            (Some(1), None, Some(3), Some(2), false, (Zone::Amber, false)),
            (Some(1), None, Some(3), Some(3), false, (Zone::Green, false)),
            (Some(1), None, Some(3), None, false, (Zone::Amber, false)),
            (Some(1), None, Some(4), Some(2), true, (Zone::Red, true)),
            (Some(6), None, Some(4), Some(2), true, (Zone::Red, false)),
            (None, None, Some(1), None, false, (Zone::Unknown, false)),
            (None, Some(7), None, None, false, (Zone::Red, false)),
        ] {
            let found = zone(&limits, during, after, (morning, usual), flare);
            assert_eq!(found, expected, "{during:?} {after:?} {morning:?} {usual:?}");
        }
    }
}
