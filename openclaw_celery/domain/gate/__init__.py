"""
What the review gate reads in a report; `domain.review` judges by it.

    criteria                        what is asked for, in items
    reading, claims, waits          what the report says: done, not done, held up
      trouble, bounds, and their Korean twins
    coverage, words, meanings       which words of it tell of which criterion
    measures, figures               which numbers keep which limits
    tone, weighing, learned         how it reads, and what each finding is worth
    verdict, score                  what comes of it, and how often that is right
"""
