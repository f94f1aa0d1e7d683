//! Ids: exact 64-bit integers from 1 up, each kind its own type, without arithmetic.

use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(i64);

        impl $name {
            /// `None` below 1.
            pub const fn new(value: i64) -> Option<Self> {
                if value >= 1 { Some(Self(value)) } else { None }
            }

            pub const fn get(self) -> i64 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

ids! {
    /// A business or business set: the `scopeId` of the path.
    ScopeId
    ScriptVersionId
    AccountId
    /// `bk_host_id` in CMDB.
    HostId
    ContainerId
    /// `bk_inst_id` in CMDB: a set, a module, a cluster, a namespace.
    TopoNodeId
    JobInstanceId
    StepInstanceId
}
