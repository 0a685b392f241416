"""What fits this person: options, safety rules, help lines, and the card of `now`. Pure.

Everything here reads plain plan trees and plain content, and loads nothing heavy: `now` uses it too.
"""
