//! The `bigre` program: everything is in the library, so that tests may call it.

use std::process::ExitCode;

fn main() -> ExitCode {
    bigre::main()
}
