//! The program `bigre`, built beside the tests that run it as real processes.

fn main() -> std::process::ExitCode {
    bigre::main()
}
