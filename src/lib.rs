//! regimen plans phased home-exercise programmes for hip, pelvis and low-back muscle pain.
//!
//! A YAML library of exercises and a person's affected muscles become a plan of twelve weeks, and the
//! plan becomes a page. Everything below [`cli`] is a function of its arguments.
//!
//! ```
//! use jiff::civil::date;
//! use regimen::profile::{MuscleEntry, Origin, Person, resolve};
//! use regimen::{library, programme};
//!
//! let library = library::built_in().expect("a test keeps it sound");
//! let muscle = "glute med".to_owned();
//! let entry = MuscleEntry { muscle, side: None, finding: None, severity: None };
//! let person = Person { muscles: vec![entry], ..Person::default() };
//! let (profile, findings) = resolve(&library, &person, &Origin::default(), date(2026, 11, 23));
//! assert!(findings.is_empty());
//!
//! let made = programme::programme(&library, &profile.expect("no finding")).expect("a plan");
//! assert_eq!(made.plan.phases.len(), 3);
//! assert_eq!(made.plan.person.muscles[0].muscle, "gluteus-medius");
//! ```
//!
//! The modules, from the ground up (`docs/architecture.md`): [`finding`], [`hex`], [`quantity`], [`source`],
//! [`store`], [`body`], [`figure`], [`library`], [`screening`], [`profile`], [`planner`], [`checker`], [`progress`], [`programme`], [`simulate`],
//! [`handout`], [`render`], [`cli`].

pub mod body;
pub mod checker;
pub mod cli;
pub mod figure;
pub mod finding;
pub mod handout;
pub mod hex;
pub mod library;
pub mod logo;
pub mod parallel;
pub mod planner;
pub mod profile;
pub mod programme;
pub mod progress;
pub mod quantity;
pub mod render;
pub mod screening;
pub mod simulate;
pub mod source;
pub mod store;
