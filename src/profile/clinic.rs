//! `clinic.yaml`: read, with its telephone numbers as they were typed.

use super::model::{Clinic, misread};
use crate::finding::{Code, Finding, Place};
use crate::source;

impl Clinic {
    /// Reads a clinic's file.
    #[must_use]
    pub fn read(name: &str, bytes: &[u8]) -> (Option<Self>, Vec<Finding>) {
        let (clinic, mut findings) = source::read::<Self>(name, bytes);
        let numbers =
            clinic.iter().flat_map(|it| [("phone", &it.phone), ("emergency", &it.emergency)]);
        for (key, number) in numbers {
            if let Some(number) = number.as_deref().filter(|number| lost_signs(bytes, key, number))
            {
                let place = Place::path(name, key);
                findings.push(Finding::error(Code::BadValue, misread(number)).at(place));
            }
        }
        (clinic, findings)
    }
}

/// Whether a short number was typed in another way than it reads, such as `+112`.
fn lost_signs(bytes: &[u8], key: &str, number: &str) -> bool {
    let is_bare = |typed: &str| typed.starts_with(|c: char| c == '+' || c.is_ascii_digit());
    number.bytes().all(|byte| byte.is_ascii_digit())
        && source::as_typed(bytes, key).is_some_and(|typed| is_bare(typed) && typed != number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_telephone_number_is_printed_as_it_was_written_or_not_at_all() {
        for (written, read) in [
            ("112", Some("112")),
            ("116117", Some("116117")),
            ("0301234567", Some("0301234567")),
            ("+49 30 123456", Some("+49 30 123456")),
            ("\"+4930123456\"", Some("+4930123456")),
            ("555 0100", Some("555 0100")),
            ("+4930123456", None),
            ("4930123456", None),
            ("0x10", None),
            ("0o12", None),
            ("-112", None),
            ("30.123456", None),
            ("+112", None),
            ("\"+112\"", Some("+112")),
            ("+1 12", Some("+1 12")),
            ("0x70", None),
        ] {
            for key in ["phone", "emergency"] {
                let text = format!("name: Example Clinic\n{key}: {written}\n");
                let (clinic, findings) = Clinic::read("c.yaml", text.as_bytes());
                let clinic = clinic.filter(|_| findings.is_empty());
                let numbers = clinic.and_then(|clinic| clinic.phone.or(clinic.emergency));
                assert_eq!(numbers.as_deref(), read, "{text}");
                let said: Vec<String> = findings.iter().map(ToString::to_string).collect();
                let place = format!("error[bad-value] c.yaml: {key}: ");
                assert!(said.iter().all(|one| one.starts_with(&place)), "{said:?}");
                assert!(said.iter().all(|one| one.contains("in quotes")), "{said:?}");
                assert_eq!(said.len(), usize::from(read.is_none()), "{said:?}");
            }
        }
    }
}
