// SPDX-License-Identifier: Apache-2.0

extension OpenTable {
  static func workbook(_ bytes: FileBytes, name: String, limits: Limits) throws(IngestionError) -> OpenTable {
    throw IngestionError(.notATable, name, "a workbook", hint: "save it as CSV UTF-8")
  }
}
