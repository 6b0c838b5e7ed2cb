//! How many syllables an English word has, by rule: near enough for a reading grade.

/// The syllables of a word; at least one. Letters other than a to z count as consonants.
pub(super) fn syllables(word: &str) -> usize {
    let word: String = word.chars().flat_map(char::to_lowercase).collect();
    let word: String = word.chars().filter(|c| !matches!(c, '\'' | '’')).collect();
    word.split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .map(part)
        .sum::<usize>()
        .max(1)
}

/// The syllables of a word without hyphen or apostrophe: its groups of vowels, less those that are
/// silent, and more where two vowels meet that are spoken apart.
fn part(word: &str) -> usize {
    let letters: Vec<char> = word.chars().collect();
    let mut groups = 0;
    let mut in_group = false;
    for (at, letter) in letters.iter().enumerate() {
        // A y before a vowel is a consonant: yoga, beyond.
        let glides =
            *letter == 'y' && letters.get(at + 1).is_some_and(|next| "aeou".contains(*next));
        let vowel = "aeiouy".contains(*letter) && !glides;
        groups += usize::from(vowel && !in_group);
        in_group = vowel;
    }
    let more = groups + apart(word);
    more.saturating_sub(together(word) + silent(&letters)).max(1)
}

/// Places where two vowels that stand together are spoken apart: easi-er, qui-et, be-ing, are-a, medi-um.
fn apart(word: &str) -> usize {
    let pairs = ["ier", "iest", "iet", "iu", "uous", "ior", "eo"];
    let mut count = pairs.iter().filter(|pair| word.contains(**pair)).count();
    count += usize::from(word.ends_with("ea") && word.len() > 3);
    count += usize::from(word.ends_with("ia") || word.ends_with("io"));
    let before_ing = word.strip_suffix("ing").and_then(|stem| stem.chars().last());
    count += usize::from(before_ing.is_some_and(|letter| "aeiouy".contains(letter)));
    count
}

/// Exceptions to what stands apart: peo-ple, eyes, sur-geon.
fn together(word: &str) -> usize {
    ["people", "eye", "geon"].iter().filter(|part| word.contains(**part)).count()
}

/// Silent vowels at the end: mov(e), mov(e)s, press(e)d; not in lit-tle, bridg-es, lift-ed.
fn silent(letters: &[char]) -> usize {
    let end: String = letters.iter().collect();
    let before = |back: usize| letters.len().checked_sub(back).map_or(' ', |at| letters[at]);
    let is_vowel = |letter: char| "aeiouy".contains(letter);
    let silent = if end.ends_with("le") {
        is_vowel(before(3))
    } else if end.ends_with("les") {
        is_vowel(before(4))
    } else if end.ends_with("es") {
        let hisses = matches!(before(3), 's' | 'x' | 'z' | 'c' | 'g')
            || end.ends_with("ches")
            || end.ends_with("shes");
        !hisses && !is_vowel(before(3))
    } else if end.ends_with("ed") {
        !matches!(before(3), 't' | 'd') && !is_vowel(before(3))
    } else {
        end.ends_with('e') && !is_vowel(before(2))
    };
    usize::from(silent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_the_syllables_of_a_dictionary() {
        for (count, words) in [
            (
                1,
                "a the one knee knees thigh thighs hold breathe move moves heels squeeze pressed palms \
                 raise raised bridge eyes toes front slide lie leave stretch through you're",
            ),
            (
                2,
                "shoulder muscle muscles pelvis buttock breathing lifted bridges little table tables \
                 body slowly lying being doing raises relax ankle ankles people sitting towards quiet \
                 walking elbow behind beyond yoga towel region",
            ),
            (3, "exercise area easier heavier steadily however together banana medium"),
            (4, "television activity"),
        ] {
            for word in words.split_whitespace() {
                assert_eq!(syllables(word), count, "{word}");
            }
        }
        assert_eq!(syllables("hip-width"), 2);
        assert_eq!(syllables("12"), 1);
        assert_eq!(syllables(""), 1);
    }
}
