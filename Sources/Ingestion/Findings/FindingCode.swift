// SPDX-License-Identifier: Apache-2.0

/// What was noticed. The text is stable: catalogues, the manual and tests name it.
public enum FindingCode: String, CaseIterable, Hashable, Sendable {
  case requiredMissing = "import.required-missing"
  case notANumber = "import.not-a-number"
  case numberTooLarge = "import.number-too-large"
  case notAnInteger = "import.not-an-integer"
  case notADate = "import.not-a-date"
  case dateDoesNotExist = "import.date-does-not-exist"
  case dateOrderUnclear = "import.date-order-unclear"
  case notAMonth = "import.not-a-month"
  case notABoolean = "import.not-a-boolean"
  case formulaError = "import.formula-error"
  case negativePrice = "import.negative-price"
  case rateOutOfRange = "import.rate-out-of-range"
  case referenceUnknown = "import.reference-unknown"
  case duplicateKey = "import.duplicate-key"
  case datesReversed = "import.dates-reversed"
  case quantityNotPositive = "import.quantity-not-positive"
  case tooManyCells = "import.too-many-cells"
  case quoteNotClosed = "import.quote-not-closed"
  case cellTooLong = "import.cell-too-long"
  case requiredColumnMissing = "import.required-column-missing"
  case headerNotFound = "import.header-not-found"

  case optionalReferenceUnknown = "import.optional-reference-unknown"
  case termsNotUnderstood = "import.terms-not-understood"
  case valueLeftEmpty = "import.value-left-empty"
  case agreementsOverlap = "import.agreements-overlap"
  case taxDoesNotAddUp = "import.tax-does-not-add-up"
  case amountMissing = "import.amount-missing"
  case depositOutOfRange = "import.deposit-out-of-range"
  case textDamaged = "import.text-damaged"
  case currencyUnknown = "import.currency-unknown"
  case mappedHeaderMissing = "import.mapped-header-missing"

  case decimalsRounded = "import.decimals-rounded"
  case amountsRounded = "import.amounts-rounded"
  case subtotalSkipped = "import.subtotal-skipped"
  case noteSkipped = "import.note-skipped"
  case grossTakenAsNet = "import.gross-taken-as-net"
  case taxRateMissing = "import.tax-rate-missing"
  case rateReadAsPercent = "import.rate-read-as-percent"
  case serialReadAsDate = "import.serial-read-as-date"
  case termsRemark = "import.terms-remark"
  case unitApplied = "import.unit-applied"
  case dayFormGuessed = "import.day-form-guessed"
  case referencesNotChecked = "import.references-not-checked"
  case duplicatesAdded = "import.duplicates-added"
  case columnNotMapped = "import.column-not-mapped"
  case sheetsIgnored = "import.sheets-ignored"
  case formDiffers = "import.form-differs"
  case headsJoined = "import.heads-joined"
  case monthsAcross = "import.months-across"
  case pairJoined = "import.pair-joined"
  case takenFromTitle = "import.taken-from-title"
  case linesCounted = "import.lines-counted"
  case valuesCarried = "import.values-carried"

  case mappingNotReadable = "mapping.not-readable"
  case mappingKeyUnknown = "mapping.key-unknown"
  case mappingKindUnknown = "mapping.kind-unknown"
  case mappingFieldUnknown = "mapping.field-unknown"
  case mappingFormatUnknown = "mapping.format-unknown"
  case mappingValueShape = "mapping.value-shape"

  /// What it does to the row where nothing else is said.
  public var severity: Finding.Severity {
    switch self {
    case .requiredMissing, .notANumber, .numberTooLarge, .notAnInteger, .notADate, .dateDoesNotExist,
      .dateOrderUnclear, .notAMonth, .notABoolean, .formulaError, .negativePrice, .rateOutOfRange,
      .referenceUnknown, .duplicateKey, .datesReversed, .quantityNotPositive, .tooManyCells, .quoteNotClosed, .cellTooLong,
      .requiredColumnMissing, .headerNotFound, .mappingNotReadable, .mappingKeyUnknown, .mappingKindUnknown,
      .mappingFieldUnknown, .mappingFormatUnknown, .mappingValueShape:
      .rejected
    case .optionalReferenceUnknown, .termsNotUnderstood, .valueLeftEmpty, .agreementsOverlap, .taxDoesNotAddUp, .amountMissing,
      .depositOutOfRange, .textDamaged, .currencyUnknown, .mappedHeaderMissing:
      .warning
    case .decimalsRounded, .amountsRounded, .subtotalSkipped, .noteSkipped, .grossTakenAsNet, .taxRateMissing,
      .rateReadAsPercent, .serialReadAsDate, .termsRemark, .unitApplied, .dayFormGuessed, .referencesNotChecked,
      .duplicatesAdded, .columnNotMapped, .sheetsIgnored, .formDiffers, .headsJoined, .monthsAcross, .pairJoined, .takenFromTitle,
      .linesCounted, .valuesCarried:
      .info
    }
  }
}
