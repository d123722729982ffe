//! What is wrong with an exported directory is said, with the file.
