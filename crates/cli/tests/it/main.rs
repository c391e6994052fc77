//! The program from outside: its contract, the house it stands in, the rules it claims.
mod house;
mod rules;
