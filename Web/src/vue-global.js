// SPDX-License-Identifier: Apache-2.0
// Quasar's build for browsers reads a global Vue; this module must be imported before it.
import * as Vue from 'vue';

globalThis.Vue = Vue;
