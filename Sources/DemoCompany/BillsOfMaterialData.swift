// SPDX-License-Identifier: Apache-2.0

/// Components of sub-assemblies and of the templates of finished goods: (code, quantity, scrap, grows with size).
enum BillsOfMaterialData {
  typealias Component = (code: String, quantity: Double, scrap: Double, grows: Bool)

  static let assemblies: [String: [Component]] = [
    "ZJ-01": [
      ("WL-001", 1, 0, false), ("WL-004", 0.45, 0.02, false), ("WL-026", 1, 0, false),
      ("WL-038", 1, 0, false),
    ],
    "ZJ-02": [
      ("WL-002", 1, 0, false), ("WL-004", 0.9, 0.02, false), ("WL-026", 1, 0, false), ("WL-027", 1, 0, false),
      ("WL-038", 1, 0, false),
    ],
    "ZJ-03": [("WL-003", 1, 0, false), ("WL-004", 0.3, 0.02, false), ("WL-038", 1, 0, false)],
    "ZJ-04": [
      ("WL-017", 2, 0.005, false), ("WL-018", 1, 0.005, false), ("WL-019", 2, 0.01, false),
      ("WL-020", 2, 0.01, false),
      ("WL-023", 1, 0, false),
    ],
    "ZJ-05": [
      ("WL-017", 1, 0.005, false), ("WL-019", 1, 0.01, false), ("WL-020", 1, 0.01, false),
      ("WL-032", 3, 0, false),
    ],
    "ZJ-06": [
      ("WL-017", 1, 0.005, false), ("WL-019", 0.5, 0.01, false), ("WL-020", 0.5, 0.01, false),
      ("WL-032", 1, 0, false),
    ],
    "ZJ-07": [("WL-004", 1.1, 0.03, false), ("WL-005", 1.3, 0.04, false), ("WL-006", 0.8, 0.03, false)],
    "ZJ-08": [
      ("WL-004", 1.5, 0.03, false), ("WL-005", 1.9, 0.04, false), ("WL-006", 7.5, 0.03, false),
      ("ZJ-09", 1, 0, false),
      ("WL-028", 2, 0, false),
    ],
    "ZJ-09": [("WL-014", 1, 0, false), ("WL-035", 1, 0, false), ("WL-025", 0.5, 0, false)],
    "ZJ-10": [
      ("WL-012", 5.2, 0.02, false), ("WL-007", 9.5, 0.03, false), ("WL-011", 5.4, 0.02, false),
      ("WL-006", 3.2, 0.03, false),
    ],
    "ZJ-11": [
      ("WL-007", 3.6, 0.03, false), ("WL-012", 1.5, 0.02, false), ("WL-036", 3.4, 0.02, false),
      ("WL-009", 1.1, 0.02, false),
    ],
    "ZJ-12": [("WL-031", 1, 0, false), ("WL-032", 2, 0, false), ("WL-025", 0.6, 0, false)],
  ]

  static let templates: [String: [Component]] = [
    "wall": [
      ("ZJ-01", 1, 0, false), ("ZJ-04", 1, 0, false), ("ZJ-07", 1, 0, true), ("ZJ-08", 1, 0, true),
      ("WL-013", 1, 0, false), ("WL-034", 1, 0, false), ("WL-016", 2, 0, false), ("WL-009", 3.6, 0.02, true),
      ("WL-029", 0.75, 0.02, true), ("WL-021", 1, 0, false), ("WL-022", 1, 0, false), ("WL-024", 1, 0, false),
      ("WL-025", 1, 0, true), ("WL-039", 1, 0.01, true), ("WL-040", 2, 0.01, false),
      ("WL-042", 2, 0.01, true),
    ],
    "floor": [
      ("ZJ-02", 1, 0, true), ("ZJ-04", 1, 0, true), ("ZJ-07", 1.9, 0, true), ("ZJ-08", 1.5, 0, true),
      ("WL-013", 2, 0, true), ("WL-034", 2, 0, false), ("WL-016", 3, 0, false), ("WL-009", 6.8, 0.02, true),
      ("WL-006", 9.5, 0.03, true), ("WL-029", 1.5, 0.02, true), ("WL-021", 1, 0, false),
      ("WL-022", 1, 0, false),
      ("WL-024", 1, 0, false), ("WL-025", 1.6, 0, true), ("WL-039", 1.5, 0.01, true),
      ("WL-040", 3, 0.01, false),
      ("WL-042", 3, 0.01, true),
    ],
    "fridge": [
      ("ZJ-03", 1, 0, false), ("ZJ-05", 1, 0, true), ("ZJ-10", 1.15, 0, true), ("ZJ-11", 2.2, 0, true),
      ("WL-030", 0.07, 0.02, true), ("WL-013", 1, 0, true), ("WL-037", 1.4, 0.01, true),
      ("WL-010", 4.6, 0.02, true),
      ("WL-005", 1.1, 0.03, true), ("WL-024", 1, 0, false), ("WL-025", 1, 0, true),
      ("WL-039", 1.2, 0.01, true),
      ("WL-040", 2, 0.01, true), ("WL-042", 2, 0.01, true),
    ],
    "cooker": [
      ("ZJ-06", 1, 0, true), ("ZJ-12", 1, 0, true), ("WL-033", 1, 0, true), ("WL-010", 1.9, 0.02, true),
      ("WL-008", 0.9, 0.03, true), ("WL-024", 1, 0, false), ("WL-039", 0.5, 0.01, true),
      ("WL-041", 1, 0.01, true),
      ("WL-042", 0.5, 0.01, true),
    ],
    "motor": [
      ("ZJ-06", 1, 0, true), ("WL-015", 1, 0, true), ("WL-009", 2.1, 0.02, true), ("WL-010", 1.2, 0.02, true),
      ("WL-008", 0.7, 0.03, true), ("WL-024", 1, 0, false), ("WL-039", 0.6, 0.01, true),
      ("WL-041", 1, 0.01, true),
      ("WL-042", 0.5, 0.01, true),
    ],
  ]
}
