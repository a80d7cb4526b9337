//! The sounds behind a romanisation, and how easily one is written for another.
//!
//! Invariant: costs are symmetric, zero only between equal sounds, and a hundred is a consonant left out.

/// One sound of a name, as far as Latin spellings of Arabic, Kurdish and Turkish tell sounds apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Phone {
    A,
    E,
    I,
    O,
    U,
    Y,
    W,
    H,
    B,
    P,
    F,
    V,
    M,
    N,
    L,
    R,
    T,
    Th,
    D,
    Dh,
    S,
    Sh,
    Z,
    Zh,
    J,
    Ch,
    K,
    Q,
    G,
    Gh,
    Kh,
}

/// Number of [`Phone`]s.
const COUNT: usize = Phone::Kh as usize + 1;

/// Cost of leaving out a sound. An e is often a helping vowel; an a is often a long one, or the mark of the feminine.
pub(super) const fn gap(phone: Phone) -> u16 {
    match phone {
        Phone::E => 14,
        Phone::I | Phone::U => 26,
        Phone::A | Phone::O => 30,
        Phone::Y => 45,
        Phone::W => 65,
        Phone::H => 70,
        _ => 100,
    }
}

/// Cost of writing one sound for another.
pub(super) fn swap(a: Phone, b: Phone) -> u16 {
    u16::from(SWAPS[a as usize][b as usize])
}

/// Class of a consonant in the look-up key; `None` for the sounds that spellings leave out or add at will.
pub(super) const fn class(phone: Phone) -> Option<u8> {
    Some(match phone {
        Phone::A | Phone::E | Phone::I | Phone::O | Phone::U | Phone::Y | Phone::W => return None,
        Phone::B | Phone::P => 1,
        Phone::F | Phone::V => 2,
        Phone::M => 3,
        Phone::N => 4,
        Phone::L => 5,
        Phone::R => 6,
        Phone::T | Phone::Th => 7,
        Phone::D | Phone::Dh | Phone::Z => 8,
        Phone::S | Phone::Sh | Phone::Ch => 9,
        Phone::J | Phone::Zh => 10,
        Phone::K | Phone::Q | Phone::G | Phone::Gh => 11,
        Phone::H | Phone::Kh => 12,
    })
}

/// Number of classes that [`class`] gives.
pub(super) const CLASSES: u8 = 12;

/// True for the five vowels; glides are none.
pub(super) const fn is_vowel(phone: Phone) -> bool {
    matches!(phone, Phone::A | Phone::E | Phone::I | Phone::O | Phone::U)
}

const SWAPS: [[u8; COUNT]; COUNT] = swaps();

/// Cost of two sounds that nobody confuses.
const UNLIKE: u8 = 110;

const fn swaps() -> [[u8; COUNT]; COUNT] {
    use Phone::{A, B, Ch, D, Dh, E, F, G, Gh, H, I, J, K, Kh, M, N, O, P, Q, R, S, Sh, T, Th, U, V, W, Y, Z, Zh};
    // Pairs that stand for one Arabic letter, one dialect's sound of it, or one letter of another orthography.
    const ALIKE: &[(Phone, Phone, u8)] = &[
        (A, E, 5),
        (E, I, 5),
        (O, U, 3),
        (A, I, 20),
        (A, O, 20),
        (A, U, 28),
        (I, U, 35),
        (E, O, 25),
        (E, U, 30),
        (I, O, 30),
        (I, Y, 8),
        (E, Y, 15),
        (A, Y, 35),
        (U, W, 8),
        (O, W, 10),
        (A, W, 35),
        (W, V, 12),
        (U, V, 30),
        (W, Y, 60),
        (B, P, 15),
        (F, V, 30),
        (B, V, 50),
        (B, F, 80),
        (K, Q, 8),
        (G, Gh, 15),
        (K, G, 18),
        (Q, G, 20),
        (Q, Gh, 35),
        (K, Gh, 70),
        (K, Kh, 40),
        (Q, Kh, 55),
        (Kh, Gh, 60),
        (H, Kh, 20),
        (R, Gh, 60),
        (J, Zh, 8),
        (J, G, 25),
        (J, Ch, 25),
        (J, Y, 60),
        (Ch, K, 40),
        (Ch, Sh, 8),
        (Zh, Sh, 70),
        (Zh, Z, 50),
        (S, Sh, 35),
        (S, Th, 30),
        (T, Th, 12),
        (S, Z, 50),
        (D, Dh, 8),
        (Dh, Z, 12),
        (D, Z, 40),
        (T, D, 40),
        (Th, Dh, 50),
        (M, N, 60),
    ];
    let mut table = [[UNLIKE; COUNT]; COUNT];
    let mut i = 0;
    while i < COUNT {
        table[i][i] = 0;
        i += 1;
    }
    let mut i = 0;
    while i < ALIKE.len() {
        let (a, b, cost) = ALIKE[i];
        table[a as usize][b as usize] = cost;
        table[b as usize][a as usize] = cost;
        i += 1;
    }
    table
}
