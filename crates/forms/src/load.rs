//! Loading a mission from the files of its tree, with every fault named.
