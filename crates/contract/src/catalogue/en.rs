//! English.

use crate::rules::Code;

pub(super) fn template(code: Code) -> &'static str {
    match code {
        Code::JsonSyntax => "This is not JSON: {reason}.",
        Code::WrongType => "Expected {expected}, found {found_type}.",
        Code::LongOutOfRange => {
            "This integer does not fit 64 bits: it must lie between {min} and {max}."
        }
        Code::DuplicateKey => "The key {key} is given twice. Delete one of the two.",
        Code::UnknownKey => {
            "The key {key} is unknown and has no effect.[ JOB's {api} API uses that name.][ Here it is {here}.]\
             [ Nothing here does the same as {without_equal}.][ Did you mean {nearest}?]"
        }
        Code::TooManyFindings => "{count} more findings are not listed. Correct these first.",
        Code::FieldMissing => "This field is required.",
        Code::IdOutOfRange => "An id is at least 1, found {found}.",
        Code::ScriptMissing => {
            "No script: give script_content with script_language, script_id or script_version_id."
        }
        Code::ScriptSourceIgnored => "Ignored: {winner} wins.",
        Code::ScriptIdBlank => "The script id is blank.",
        Code::ScriptContentBlank => "The script is blank: it would do nothing and report success.",
        Code::ScriptContentTooLong => {
            "The script is {found} bytes long; at most {max} are allowed."
        }
        Code::ScriptContentCarriageReturn => {
            "{count} lines end with CR LF; the interpreter takes the CR for a part of the line. Use LF."
        }
        Code::ScriptContentByteOrderMark => {
            "The script starts with a byte order mark, which hides its first line from the interpreter."
        }
        Code::Base64ForeignCharacter => {
            "This is not Base64: the character {character} does not belong to it. JOB would skip it and run \
             garbage."
        }
        Code::Base64Length => "The Base64 text was cut: one character is left over at its end.",
        Code::Base64Padding => "The Base64 text has the wrong number of = at its end.",
        Code::Base64TrailingBits => {
            "The Base64 text was cut or changed: its last character carries bits that no encoder writes."
        }
        Code::Base64NotUtf8 => "The decoded text is not UTF-8. Save it as UTF-8, then encode it.",
        Code::Base64Whitespace => "The Base64 text holds blanks or line breaks; JOB skips them.",
        Code::Base64PaddingMissing => {
            "The Base64 text lacks its = at the end; JOB decodes it all the same."
        }
        Code::Base64UrlSafeAlphabet => {
            "The Base64 text uses - and _ (the alphabet for URLs); JOB decodes it all the same."
        }
        Code::ScriptLanguageMissing => {
            "A script given by content needs its language: 1 shell, 2 bat, 3 perl, 4 python, 5 powershell."
        }
        Code::ScriptLanguageUnknown => {
            "There is no language {found}: use 1 shell, 2 bat, 3 perl, 4 python or 5 powershell."
        }
        Code::ScriptLanguageIgnored => {
            "Ignored: {winner} wins, and a stored script has its own language."
        }
        Code::ScriptParamTooLong => {
            "The parameters are {found} bytes long; at most {max} are allowed."
        }
        Code::ScriptParamEncodedSeparately => {
            "The parameters were encoded one by one. Encode the whole string: {corrected}"
        }
        Code::ScriptParamNewline => "The parameters hold a newline; JOB turns it into a blank.",
        Code::IsParamSensitiveUnknown => "Use 0 (not sensitive) or 1 (sensitive), found {found}.",
        Code::TimeoutOutOfRange => "The time-out must be {min} to {max} seconds, found {found}.",
        Code::AccountMissing => "No account: give account_id or account_alias.",
        Code::AccountAliasBlank => "The account alias is blank.",
        Code::AccountAliasIgnored => "Ignored: {winner} wins.",
        Code::TaskNameTooLong => "The name has {found} characters; at most {max} are allowed.",
        Code::ExecuteTargetEmpty => {
            "No target: add a host, a group, a node, a container or a selector."
        }
        Code::TargetListEmpty => "This list is empty and adds nothing.",
        Code::TargetItemRepeated => "Given twice, first at {first}; the script runs once on it.",
        Code::ExplicitIdsTooMany => {
            "{found} hosts and containers are given by id; at most {max} are allowed."
        }
        Code::DynamicGroupIdBlank => "The group id is blank.",
        Code::NodeTypeBlank => {
            "The node type is blank: give set, module or another CMDB object id."
        }
        Code::TopoNodeTypeUnknown => {
            "There is no node type {found}: use biz, cluster or namespace."
        }
        Code::LabelSelectorEmpty => "The selector has no expression; add at least one.",
        Code::LabelKeySyntax => {
            "{found} is no label key: at most 63 letters, digits, -, _ and ., a letter or digit at both ends, \
             and optionally a DNS name and / before."
        }
        Code::LabelOperatorUnknown => {
            "There is no operator {found}: use equals, not_equals, in, not_in or exists."
        }
        Code::LabelValueMissing => "This operator needs a value.",
        Code::LabelValueSyntax => {
            "{found} is no label value: at most 63 letters, digits, -, _ and ., a letter or digit at both ends."
        }
        Code::LabelValueIgnored => "Ignored: exists asks for the key alone.",
        Code::CallbackUrlSyntax => {
            "JOB can't parse this URL. Percent-encode what does not belong into one."
        }
        Code::CallbackUrlScheme => "The URL must start with http:// or https://.",
        Code::CallbackUrlHost => "The URL has no host that JOB understands.",
        Code::CallbackUrlUserInfo => "The URL must not carry a user name or password.",
        Code::CallbackUrlPort => "The port must be a number up to 65535.",
        Code::CallbackUrlTooLong => "The URL is longer than {max} characters.",
        Code::CallbackUrlOuterBlanks => "The URL starts or ends with a blank.",
        Code::CallbackUrlPrivate => {
            "{host} is a loopback, link-local or private host: the server that calls back must be able to \
             reach it."
        }
        Code::RollingExpressionSyntax => "Part {number}[, {part},] is wrong: {reason}.",
        Code::RollingRelativeFirst => {
            "Part {number}, {part}, has no batch before it and counts as a plain number; JOB's page refuses it."
        }
        Code::RollingRelativeNotLast => {
            "Part {number}, {part}, makes one batch and does not grow on; JOB's page refuses it."
        }
        Code::RollingWholeNotLast => {
            "Part {number}, {part}, leaves nothing for the parts after it; JOB's page refuses it."
        }
        Code::RollingLeadingZeros => {
            "Part {number}, {part}, has leading zeros; JOB's page refuses it."
        }
        Code::RollingTooManyBatches => {
            "{count} targets would make more than {max} batches. Make the batches larger."
        }
        Code::RollingModeUnknown => {
            "There is no mode {found}: use 1 pause on failure, 2 ignore failure or 3 confirm by hand."
        }
        Code::DialectContainerIds => {
            "JOB's {dialect} API takes no container ids. Use a label selector on a cluster or namespace."
        }
        Code::DialectContainers => {
            "JOB's {dialect} API runs on hosts only. Take the containers out, or use a gateway that speaks v4."
        }
        Code::DialectTargetsMixed => {
            "JOB's {dialect} API takes hosts or containers, not both. Make two requests of it."
        }
        Code::DialectBizSelector => {
            "JOB's {dialect} API selects containers within a cluster, not in a whole business. Use a selector for \
             each cluster."
        }
        Code::DialectNodeUnknown => {
            "JOB's {dialect} API takes names of clusters and namespaces, and the gateway's inventory has none for \
             {found}."
        }
        Code::ScopeTypeUnknown => "There is no scope type {found}: use biz or biz_set.",
        Code::ScopeIdSyntax => "{found} is no scope id: use a decimal number from 1 up.",
        Code::AuthorizationMissing => "The header X-Bkapi-Authorization is missing.",
        Code::AuthorizationSyntax => {
            "The header X-Bkapi-Authorization must be a JSON object of strings."
        }
        Code::AuthorizationAppMissing => {
            "The header names no app: give bk_app_code and bk_app_secret, or access_token."
        }
        Code::AuthorizationTooLong => "At most {max} characters are allowed.",
        Code::AuthorizationUserMissing => {
            "The header names no user: give bk_token, bk_username or access_token."
        }
    }
}

pub(super) fn word(word: &str) -> &str {
    match word {
        "null" => "null",
        "boolean" => "true or false",
        "integer" => "an integer",
        "fraction" => "a number with a fraction or exponent",
        "string" => "a string",
        "array" => "an array",
        "object" => "an object",
        "empty" => "there is nothing",
        "unexpected_end" => "it ends too early",
        "unexpected_character" => "there is an unexpected character",
        "text_after_end" => "there is text after its end",
        "control_character" => "a control character in a string must be escaped",
        "bad_escape" => "there is no such escape in a string",
        "lone_surrogate" => "a surrogate stands alone",
        "bad_number" => "a number is not written as JSON writes it",
        "number_too_large" => "a number is too large",
        "too_deep" => "it is nested deeper than 127 levels",
        "not_utf8" => "it is not UTF-8",
        "byte_order_mark" => "it starts with a byte order mark",
        "too_long" => "it is longer than 4 GiB",
        "part_empty" => "it is empty; separate parts by one blank each",
        "part_unknown" => "expected n, n%, +n or *n",
        "part_zero" => "the number must be at least 1",
        "part_too_large" => "the number must be at most 2147483647",
        "part_over_100_percent" => "a percentage is at most 100",
        other => other,
    }
}
