//! XLSForm in and out.
