//! The pain traffic light: what to do at which pain.

use super::words::Value;
use super::{Block, Inline, Lamp, Maker, Tone};

/// The most pain of the scale.
pub(super) const MOST_PAIN: u32 = 10;

impl Maker<'_> {
    /// The most pain that is safe, and the most that is all right, 0-10.
    pub(super) fn pain_limits(&self) -> (u32, u32) {
        let limit = self.handout.plan.pain_limit;
        (self.handout.library.dosage.pain.safe.min(limit), limit)
    }

    /// The light, red on top as on the road; no amber if there is nothing between go and stop.
    pub(super) fn traffic_light(&self) -> Block {
        let (safe, limit) = self.pain_limits();
        let mut lamps = vec![self.lamp("light-go", Tone::Go, 0, safe)];
        if limit > safe {
            lamps.insert(0, self.lamp("light-care", Tone::Care, safe + 1, limit));
        }
        if limit < MOST_PAIN {
            lamps.insert(0, self.lamp("light-stop", Tone::Stop, limit + 1, MOST_PAIN));
        }
        Block::TrafficLight(lamps)
    }

    fn lamp(&self, id: &str, tone: Tone, low: u32, high: u32) -> Lamp {
        let range = if low == high {
            low.to_string()
        } else {
            self.words.with("light-range", &[("low", low.into()), ("high", high.into())])
        };
        let title = self.words.inline(id, &[("range", Value::from(&range))]);
        let text: Vec<Inline> = self.text(&format!("{id}-text"));
        Lamp { tone, title, text }
    }
}
