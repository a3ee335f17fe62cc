//! Keys, sealing, recovery shares.
