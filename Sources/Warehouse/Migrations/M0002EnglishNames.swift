// SPDX-License-Identifier: Apache-2.0

extension Migration {
  /// People have an English name beside their own, as master data have. Frozen.
  static let englishNames = Migration(number: 2, name: "english-names") { dialect in
    ["ALTER TABLE people ADD COLUMN name_en \(dialect.text) NOT NULL DEFAULT ''"]
  }
}
