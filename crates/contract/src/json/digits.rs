//! Decimal digits, eight at a step.

/// The digits at the start, at most 16, and how many they are. `None` when there is none, and too close to the end of the
/// text to be read eight at a time.
pub(super) fn leading_digits(text: &[u8]) -> Option<(i64, usize)> {
    let (integer, length) = eight_digits(*text.first_chunk()?);
    match length {
        0 => None,
        8 => {
            let (more, length) = eight_digits(*text[8..].first_chunk()?);
            Some((integer * 10_i64.pow(length) + more, 8 + length as usize))
        }
        _ => Some((integer, length as usize)),
    }
}

/// The digits at the start of these characters, and how many they are: all of them at once, in the bytes of one word.
// Code that is made for size would call it.
#[inline(always)]
const fn eight_digits(characters: [u8; 8]) -> (i64, u32) {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let digits = u64::from_le_bytes(characters) ^ (ONES * b'0' as u64);
    // The highest bit of each byte that is above 9; carries reach only what stands behind such a one.
    let others = (digits.wrapping_add(ONES * (0x7F - 9)) | digits) & (ONES * 0x80);
    let length = others.trailing_zeros() / 8;
    if length == 0 {
        return (0, 0);
    }
    // Zeros come before, and neighbours are added up: digits to pairs, pairs to fours, fours to eight.
    let digits = digits << (64 - 8 * length);
    let pairs = (digits * 10 + (digits >> 8)) & 0x00FF_00FF_00FF_00FF;
    let fours = (pairs * 100 + (pairs >> 16)) & 0x0000_FFFF_0000_FFFF;
    ((fours * 10_000 + (fours >> 32)) as i64 & 0xFFFF_FFFF, length)
}

#[cfg(test)]
mod tests {
    use super::leading_digits;
    use proptest::prelude::*;

    #[test]
    fn every_length() {
        for length in 1..=16_u32 {
            for integer in [10_i64.pow(length - 1), 10_i64.pow(length) - 1] {
                let text = format!("{integer},1234567890123456");
                assert_eq!(leading_digits(text.as_bytes()), Some((integer, length as usize)));
            }
        }
        // No more than 16: whoever asks sees that digits go on.
        assert_eq!(leading_digits(b"12345678901234567"), Some((1_234_567_890_123_456, 16)));
    }

    #[test]
    fn neighbours_of_digits() {
        for wrong in [b'/', b':', 0, 0x7F, 0x80, 0xB0, 0xFF] {
            let text = [b'1', b'2', wrong, b'3', b'4', b'5', b'6', b'7'];
            assert_eq!(leading_digits(&text), Some((12, 2)), "{wrong}");
            assert_eq!(leading_digits(&text[2..]), None);
            let text = [wrong, b'3', b'4', b'5', b'6', b'7', b'8', b'9'];
            assert_eq!(leading_digits(&text), None, "{wrong}");
        }
    }

    #[test]
    fn close_to_the_end() {
        for text in ["", "1234567", "12345678", "123456789012345"] {
            assert_eq!(leading_digits(text.as_bytes()), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn as_digit_by_digit(text in "[0-9]{0,16}", after in prop::collection::vec(any::<u8>(), 16)) {
            prop_assume!(!after[0].is_ascii_digit());
            let bytes = [text.as_bytes(), &after].concat();
            let expected = text.parse::<i64>().ok().map(|integer| (integer, text.len()));
            prop_assert_eq!(leading_digits(&bytes), expected);
        }
    }
}
