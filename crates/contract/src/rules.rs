//! One rule a file; the file's name is the code of its finding. Their doc comments are the source of
//! `docs/rules.md`.

// Written out, not made by the macro: rustfmt and cargo-mutants follow plain declarations only.
mod account_alias_blank;
mod account_alias_ignored;
mod account_missing;
mod authorization_app_missing;
mod authorization_missing;
mod authorization_syntax;
mod authorization_too_long;
mod authorization_user_missing;
mod base64_foreign_character;
mod base64_length;
mod base64_not_utf8;
mod base64_padding;
mod base64_padding_missing;
mod base64_trailing_bits;
mod base64_url_safe_alphabet;
mod base64_whitespace;
mod callback_url_host;
mod callback_url_outer_blanks;
mod callback_url_port;
mod callback_url_private;
mod callback_url_scheme;
mod callback_url_syntax;
mod callback_url_too_long;
mod callback_url_user_info;
mod dialect_biz_selector;
mod dialect_container_ids;
mod dialect_containers;
mod dialect_node_unknown;
mod dialect_targets_mixed;
pub(crate) mod duplicate_key;
mod dynamic_group_id_blank;
mod execute_target_empty;
mod explicit_ids_too_many;
mod field_missing;
mod id_out_of_range;
mod is_param_sensitive_unknown;
pub(crate) mod json_syntax;
mod label_key_syntax;
mod label_operator_unknown;
mod label_selector_empty;
mod label_value_ignored;
mod label_value_missing;
mod label_value_syntax;
pub(crate) mod long_out_of_range;
mod node_type_blank;
mod rolling_expression_syntax;
mod rolling_leading_zeros;
mod rolling_mode_unknown;
mod rolling_relative_first;
mod rolling_relative_not_last;
mod rolling_too_many_batches;
mod rolling_whole_not_last;
pub(crate) mod scope_id_syntax;
pub(crate) mod scope_type_unknown;
mod script_content_blank;
mod script_content_byte_order_mark;
mod script_content_carriage_return;
mod script_content_too_long;
mod script_id_blank;
mod script_language_ignored;
mod script_language_missing;
mod script_language_unknown;
mod script_missing;
mod script_param_encoded_separately;
mod script_param_newline;
mod script_param_too_long;
mod script_source_ignored;
mod target_item_repeated;
mod target_list_empty;
mod task_name_too_long;
mod timeout_out_of_range;
pub(crate) mod too_many_findings;
mod topo_node_type_unknown;
pub(crate) mod unknown_key;
pub(crate) mod wrong_type;

use crate::findings::Findings;
use crate::report::Severity;
use crate::request::Request;
use crate::rolling::NoteKind;

/// Declares the rules in the order of the contract: `file Variant Severity`.
macro_rules! rules {
    (
        shape { $($shape:ident $Shape:ident $shape_severity:ident)* }
        fields { $($field:ident $Field:ident $field_severity:ident)* }
        header { $($header:ident $Header:ident $header_severity:ident)* }
    ) => {
        /// What a finding is about: stable, one for each rule.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($Shape,)* $($Field,)* $($Header,)* }

        impl Code {
            /// Every code, in the order of the contract.
            pub const ALL: &[Code] =
                &[$(Code::$Shape,)* $(Code::$Field,)* $(Code::$Header,)*];

            /// The stable name, in snake_case.
            pub const fn id(self) -> &'static str {
                match self {
                    $(Code::$Shape => stringify!($shape),)*
                    $(Code::$Field => stringify!($field),)*
                    $(Code::$Header => stringify!($header),)*
                }
            }

            pub const fn severity(self) -> Severity {
                match self {
                    $(Code::$Shape => Severity::$shape_severity,)*
                    $(Code::$Field => Severity::$field_severity,)*
                    $(Code::$Header => Severity::$header_severity,)*
                }
            }
        }

        /// Judges a request by every rule, in the order of the contract.
        pub(crate) fn check(request: &Request<'_>, findings: &mut Findings) {
            $($field::check(request, findings);)*
        }
    };
}

// `shape` rules are called while the text is read, `fields` rules judge what was read, and `header` rules
// belong to the header of the request.
rules! {
    shape {
        json_syntax JsonSyntax Error
        wrong_type WrongType Error
        long_out_of_range LongOutOfRange Error
        duplicate_key DuplicateKey Error
        unknown_key UnknownKey Warning
        too_many_findings TooManyFindings Error
        scope_type_unknown ScopeTypeUnknown Error
        scope_id_syntax ScopeIdSyntax Error
    }
    fields {
        id_out_of_range IdOutOfRange Error
        script_missing ScriptMissing Error
        script_source_ignored ScriptSourceIgnored Warning
        script_id_blank ScriptIdBlank Error
        script_content_blank ScriptContentBlank Error
        script_content_too_long ScriptContentTooLong Error
        script_content_carriage_return ScriptContentCarriageReturn Warning
        script_content_byte_order_mark ScriptContentByteOrderMark Warning
        base64_foreign_character Base64ForeignCharacter Error
        base64_length Base64Length Error
        base64_padding Base64Padding Error
        base64_trailing_bits Base64TrailingBits Error
        base64_not_utf8 Base64NotUtf8 Error
        base64_whitespace Base64Whitespace Warning
        base64_padding_missing Base64PaddingMissing Warning
        base64_url_safe_alphabet Base64UrlSafeAlphabet Warning
        script_language_missing ScriptLanguageMissing Error
        script_language_unknown ScriptLanguageUnknown Error
        script_language_ignored ScriptLanguageIgnored Warning
        script_param_too_long ScriptParamTooLong Error
        script_param_encoded_separately ScriptParamEncodedSeparately Error
        script_param_newline ScriptParamNewline Warning
        is_param_sensitive_unknown IsParamSensitiveUnknown Error
        timeout_out_of_range TimeoutOutOfRange Error
        account_missing AccountMissing Error
        account_alias_blank AccountAliasBlank Error
        account_alias_ignored AccountAliasIgnored Warning
        task_name_too_long TaskNameTooLong Error
        field_missing FieldMissing Error
        execute_target_empty ExecuteTargetEmpty Error
        target_list_empty TargetListEmpty Warning
        target_item_repeated TargetItemRepeated Warning
        explicit_ids_too_many ExplicitIdsTooMany Error
        dynamic_group_id_blank DynamicGroupIdBlank Error
        node_type_blank NodeTypeBlank Error
        topo_node_type_unknown TopoNodeTypeUnknown Error
        label_selector_empty LabelSelectorEmpty Error
        label_key_syntax LabelKeySyntax Error
        label_operator_unknown LabelOperatorUnknown Error
        label_value_missing LabelValueMissing Error
        label_value_syntax LabelValueSyntax Error
        label_value_ignored LabelValueIgnored Warning
        callback_url_syntax CallbackUrlSyntax Error
        callback_url_scheme CallbackUrlScheme Error
        callback_url_host CallbackUrlHost Error
        callback_url_user_info CallbackUrlUserInfo Error
        callback_url_port CallbackUrlPort Error
        callback_url_too_long CallbackUrlTooLong Error
        callback_url_outer_blanks CallbackUrlOuterBlanks Error
        callback_url_private CallbackUrlPrivate Warning
        rolling_expression_syntax RollingExpressionSyntax Error
        rolling_relative_first RollingRelativeFirst Warning
        rolling_relative_not_last RollingRelativeNotLast Warning
        rolling_whole_not_last RollingWholeNotLast Warning
        rolling_leading_zeros RollingLeadingZeros Warning
        rolling_too_many_batches RollingTooManyBatches Error
        rolling_mode_unknown RollingModeUnknown Error
        dialect_container_ids DialectContainerIds Error
        dialect_containers DialectContainers Error
        dialect_targets_mixed DialectTargetsMixed Error
        dialect_biz_selector DialectBizSelector Error
        dialect_node_unknown DialectNodeUnknown Error
    }
    header {
        authorization_missing AuthorizationMissing Error
        authorization_syntax AuthorizationSyntax Error
        authorization_app_missing AuthorizationAppMissing Error
        authorization_too_long AuthorizationTooLong Error
        authorization_user_missing AuthorizationUserMissing Error
    }
}

impl Code {
    /// The request is well-formed but can't run: FAILED_PRECONDITION instead of INVALID_ARGUMENT.
    pub const fn is_precondition(self) -> bool {
        matches!(self, Code::RollingTooManyBatches | Code::DialectNodeUnknown)
    }
}

/// What JOB's own page refuses in a rolling expression though its server runs it.
fn rolling_note(kind: NoteKind, code: Code, request: &Request<'_>, findings: &mut Findings) {
    if let Some(rolling) = request.rolling_config.given()
        && let Some(Ok(expression)) = rolling.expression.given()
        && let Some(note) = expression.notes().iter().find(|note| note.kind == kind)
    {
        findings
            .at(code, &rolling.expression)
            .with("part", expression.part_text(note.index))
            .with("number", note.index + 1);
    }
}

/// Enough of a text to recognise it in a sentence.
fn excerpt(text: &str) -> String {
    const CHARS: usize = 64;
    let mut shown: String = text.chars().take(CHARS).flat_map(char::escape_debug).collect();
    if text.chars().nth(CHARS).is_some() {
        shown.push('…');
    }
    shown
}
