//! Who hands the document out.

use std::sync::Arc;

use super::words::Words;
use super::{Block, Inline, Letterhead};
use crate::profile::Clinic;

/// The signs that go on a row, beside a logo.
const ROW_SIGNS: usize = 60;

/// The clinic's logo, name, people and numbers.
pub(super) fn letterhead(words: &Words, clinic: &Clinic) -> Block {
    let mut text = vec![Inline::strong(&clinic.name)];
    let mut line = |words: Vec<String>| {
        if !words.is_empty() {
            text.push(Inline::Break);
            text.push(Inline::text(words.join(" · ")));
        }
    };
    let say = |id: &str, key: &str, value: &Option<String>| {
        value.as_ref().map(|value| words.with(id, &[(key, value.into())]))
    };
    let registration = say("plan-registration", "registration", &clinic.registration);
    line(clinic.therapist.iter().cloned().chain(registration).collect());
    let phone = say("plan-phone", "phone", &clinic.phone);
    line(clinic.address.iter().cloned().chain(phone).collect());
    let alt = words.with("logo-alt", &[("clinic", (&clinic.name).into())]);
    let logo = clinic.picture.as_ref().map(|logo| (Arc::clone(logo), alt));
    Block::Letterhead(Letterhead { logo, text })
}

/// The rows that the letterhead takes, and the space below it.
pub(super) fn letterhead_rows(clinic: Option<&Clinic>) -> usize {
    let Some(clinic) = clinic else { return 0 };
    let people = clinic.therapist.is_some() || clinic.registration.is_some();
    let place = clinic.address.is_some() || clinic.phone.is_some();
    2 + clinic.name.chars().count() / ROW_SIGNS + usize::from(people) + usize::from(place)
}

/// The name and the number at the top of every page.
pub(super) fn header(words: &Words, clinic: Option<&Clinic>) -> String {
    match clinic {
        Some(Clinic { name, phone: Some(phone), .. }) => {
            words.with("footer-clinic", &[("clinic", name.into()), ("phone", phone.into())])
        }
        Some(clinic) => clinic.name.clone(),
        None => String::new(),
    }
}

/// The number to call in an emergency, or what it is called.
pub(super) fn emergency_number(words: &Words, clinic: Option<&Clinic>) -> String {
    let number = clinic.and_then(|clinic| clinic.emergency.clone());
    number.unwrap_or_else(|| words.get("emergency-number"))
}
