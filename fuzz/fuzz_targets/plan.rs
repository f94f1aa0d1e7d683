#![no_main]

use fastexec_contract::Lang;
use fastexec_contract::limits::BATCHES_MAX;
use fastexec_contract::rolling::Expression;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u64, &str)| {
    let (count, text) = input;
    let Ok(expression) = Expression::parse(text) else {
        return;
    };
    for lang in Lang::ALL {
        assert!(!expression.reading(lang).is_empty());
    }
    expression.notes();
    if let Ok(batches) = expression.plan(count) {
        assert!(batches.len() <= BATCHES_MAX);
        assert!(batches.iter().all(|size| *size > 0));
        let total: u128 = batches.iter().map(|size| u128::from(*size)).sum();
        assert_eq!(total, u128::from(count));
    }
});
