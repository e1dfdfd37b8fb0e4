/** Tests of the chain's check, over a log that the engine wrote. */
package org.dwsaudit.store.verification;
