// SPDX-License-Identifier: Apache-2.0
// Stands in for a library of React property checks that the grid's file mentions and never needs.
const any = new Proxy(function () { return any; }, { get: (target, key) => (key === 'prototype' ? target.prototype : any) });
export default any;
