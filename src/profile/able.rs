//! What a person can do with what is there: positions, the floor or a bed, things, wishes.

use super::Profile;
use crate::library::Exercise;

impl Profile {
    /// Whether the person can do an exercise, as far as safety allows it: in positions that are not
    /// avoided, with things that are at hand, and not one that is to be left out.
    #[must_use]
    pub fn can_do(&self, exercise: &Exercise) -> bool {
        let avoided = exercise.positions().any(|position| self.avoid.contains(&position))
            || (self.avoid_floor && exercise.needs_the_floor());
        let has_all = exercise.equipment.iter().all(|thing| self.equipment.contains(thing));
        !avoided && has_all && !self.person.exercises.exclude.contains(&exercise.id)
    }

    /// Whether the person does an exercise on a firm bed, since the floor is to be avoided.
    #[must_use]
    pub fn takes_bed(&self, exercise: &Exercise) -> bool {
        self.avoid_floor && exercise.position.is_on_the_floor() && exercise.bed
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::{Origin, Person, resolve};
    use super::*;
    use crate::library::{Library, built_in};
    use crate::source;

    fn someone(library: &Library, more: &str) -> Profile {
        let yaml = format!("muscles: [{{muscle: gluteus-medius}}]\n{more}\n");
        let person = source::read::<Person>("someone.yaml", yaml.as_bytes()).0.unwrap();
        resolve(library, &person, &Origin::default(), date(2026, 11, 23)).0.unwrap()
    }

    #[test]
    fn positions_floor_things_and_wishes_decide_what_can_be_done() {
        let library = built_in().unwrap();
        for (more, id, able, bed) in [
            ("", "str-bridge", true, false),
            ("avoid: [floor]", "str-bridge", true, true),
            ("avoid: [floor]", "str-side-plank", false, false),
            // One gets down to the floor by way of a knee.
            ("avoid: [kneeling]", "str-bridge", true, true),
            ("avoid: [kneeling]", "str-side-plank", false, false),
            ("avoid: [floor]", "str-sit-to-stand", true, false),
            // What one passes through counts too.
            ("avoid: [standing]", "str-sit-to-stand", false, false),
            ("avoid: [standing]", "str-knee-extension-seated", true, false),
            ("avoid: [quadruped]", "stretch-child-pose", false, false),
            ("avoid: [quadruped]", "stretch-hip-flexor-half-kneeling", true, false),
            ("avoid: [supine]", "str-bridge", false, false),
            ("", "str-bridge-band", false, false),
            ("equipment: [band]", "str-bridge-band", true, false),
            ("exercises: {exclude: [str-bridge]}", "str-bridge", false, false),
        ] {
            let profile = someone(&library, more);
            let exercise = &library.exercises[id];
            let found = (profile.can_do(exercise), profile.takes_bed(exercise));
            assert_eq!(found, (able, bed), "{more:?} {id}");
        }
    }
}
