// SPDX-License-Identifier: Apache-2.0

extension Route {
  /// The whole route table; what is not here does not exist.
  package static let all: [Route] =
    access + audit + people + channels + provider + outbox + workspace + overview + alerts + rules + table + viewSheets + statements
    + budgets
    + flexedBudgets + approvals
    + delegations + organisation + flows + targets
    + reviews + scorecard + calendar + syncNodes + reconciliations + meeting + threads + reports
    + commands
    + previews
    + explain + measures
    + deals + sales + customers + savedViews + forecasts + supply + variances + orders + cash + taxes + bills + transfers + loans
    + probability
    + documents + restatements + exports
    + imports + quality + sources + facts + members + model + scenarios
}
