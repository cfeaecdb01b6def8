//! Field-less enums that go by a code: one macro, so that a value has the same code in Rust, SQL, JSON
//! and texts. It knows no value itself.

/// Declares a field-less enum with its snake_case code, used alike in Rust, SQL, JSON and texts.
macro_rules! codes {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $code:literal,)+ }) => {
        $(#[$meta])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS,
        )]
        #[ts(export)]
        pub enum $name { $($(#[$vmeta])* #[serde(rename = $code)] $variant,)+ }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The code it goes by in SQL, JSON and text keys.
            pub const fn code(self) -> &'static str {
                match self { $($name::$variant => $code),+ }
            }

            /// The value of a code, if there is one.
            pub fn from_code(code: &str) -> Option<$name> {
                Self::ALL.iter().copied().find(|value| value.code() == code)
            }

            /// Its place in [`Self::ALL`].
            pub const fn index(self) -> usize {
                let mut index = 0;
                $(
                    if matches!(self, $name::$variant) {
                        return index;
                    }
                    index += 1;
                )+
                index
            }
        }
    };
}
pub(crate) use codes;
