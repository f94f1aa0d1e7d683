//! The fields of the form, and which findings belong to which.

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum FieldName {
    TaskName,
    Language,
    Content,
    Param,
    Timeout,
    AccountId,
    AccountAlias,
    HostIds,
}

impl FieldName {
    /// The id of its input.
    pub(super) const fn id(self) -> &'static str {
        match self {
            FieldName::TaskName => "task_name",
            FieldName::Language => "script_language",
            FieldName::Content => "script_content",
            FieldName::Param => "script_param",
            FieldName::Timeout => "timeout",
            FieldName::AccountId => "account_id",
            FieldName::AccountAlias => "account_alias",
            FieldName::HostIds => "host_ids",
        }
    }

    /// The field that a pointer into the request belongs to.
    pub(super) fn of_pointer(pointer: &str) -> FieldName {
        match pointer.split('/').nth(1).unwrap_or_default() {
            "task_name" => FieldName::TaskName,
            "script_language" => FieldName::Language,
            "script_param" | "is_param_sensitive" => FieldName::Param,
            "timeout" => FieldName::Timeout,
            "account_id" => FieldName::AccountId,
            "account_alias" => FieldName::AccountAlias,
            "execute_target" => FieldName::HostIds,
            _ => FieldName::Content,
        }
    }
}
