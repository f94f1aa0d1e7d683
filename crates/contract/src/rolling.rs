//! Rolling expressions and the batches they make.
use crate::lang::Lang;
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expression { text: String }
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExpressionError;
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooManyBatches;
impl Expression {
    pub fn parse(_text: &str) -> Result<Expression, ExpressionError> { Err(ExpressionError) }
    pub fn as_str(&self) -> &str { &self.text }
    pub fn plan(&self, _count: u64) -> Result<Vec<u64>, TooManyBatches> { Err(TooManyBatches) }
    pub fn reading(&self, _lang: Lang) -> String { String::new() }
}
