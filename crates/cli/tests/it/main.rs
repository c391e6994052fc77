//! The program from outside: its contract, the house it stands in, the rules it claims.
mod accounts;
mod contract;
mod house;
mod killed;
mod program;
mod record;
mod reports;
mod rules;
mod several;
